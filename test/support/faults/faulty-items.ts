import { ServiceError } from '../../../src/errors.ts';
import type { Items } from '../../../src/store/items.ts';
import { pickShare } from './chance.ts';

/** The share of requests to the table that are refused, and of those that take effect without an answer. */
export interface TableFaults {
  readonly throttled?: number;
  readonly timedOut?: number;
}

/** A table that throttles and times out: a request that timed out may have taken effect all the same. */
export function faultyItems(items: Items, rates: TableFaults, random: () => number): Items {
  async function through<Result>(request: () => Promise<Result>): Promise<Result> {
    const fault = pickShare({ ...rates }, random());
    if (fault === 'throttled') throw new ServiceError('storage_unavailable', 'throttled, as the test wants');
    const result = await request();
    if (fault === 'timedOut') throw new ServiceError('storage_unavailable', 'no answer, as the test wants');
    return result;
  }
  return {
    get: (...sent) => through(() => items.get(...sent)),
    put: (...sent) => through(() => items.put(...sent)),
    update: (...sent) => through(() => items.update(...sent)),
    delete: (...sent) => through(() => items.delete(...sent)),
    query: (...sent) => through(() => items.query(...sent)),
  };
}
