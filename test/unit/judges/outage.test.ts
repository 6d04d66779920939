import { expect, test } from '@jest/globals';
import { simulateOutage } from '../../../bench/outage.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

// T4 of the design; `npm run bench:retries` prints the figures of a whole minute.
test.each([1, 10])(
  `a provider in flames gets at most 1.3 calls a request until the circuit of %i environments opens, and hardly any after (SEED=${seed})`,
  async (environments) => {
    const figures = await simulateOutage({ environments, requestsPerSecond: 500, seconds: 10, seed });

    expect(figures.openedAfterMs).toBeLessThanOrEqual(3_500);
    expect(figures.ratioUntilOpen).toBeLessThanOrEqual(1.3);
    expect(figures.calls - figures.callsUntilOpen).toBeLessThan(figures.requests / 20);
    expect(figures.leastBudget).toBeGreaterThanOrEqual(0);
    expect(figures.endings['ok']).toBeUndefined();
  },
);
