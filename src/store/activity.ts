import type { Items } from './items.ts';

const windowSeconds = 300;
const windowsPerHour = 3_600 / windowSeconds;

/** Evaluations finished in some time, how many of them failed, and how long they took together. */
export interface Activity {
  readonly total: number;
  readonly errors: number;
  readonly seconds: number;
}

/** The service's recent activity in windows of five minutes. */
export function createActivityStore(items: Items) {
  return {
    async add({ total, errors, seconds }: Activity, nowSeconds: number): Promise<void> {
      const window = Math.floor(nowSeconds / windowSeconds);
      await items.update(
        { pk: `ACTIVITY#${window}`, sk: 'ACTIVITY' },
        {
          UpdateExpression: 'ADD #total :total, #errors :errors, #seconds :seconds SET #ttl = :ttl',
          ExpressionAttributeNames: {
            '#total': 'total',
            '#errors': 'errors',
            '#seconds': 'seconds',
            '#ttl': 'ttl',
          },
          ExpressionAttributeValues: {
            ':total': total,
            ':errors': errors,
            ':seconds': seconds,
            ':ttl': (window + 2 * windowsPerHour) * windowSeconds,
          },
        },
      );
    },

    /** The sum of the windows of the last hour, the running one included. */
    async lastHour(nowSeconds: number): Promise<Activity> {
      const current = Math.floor(nowSeconds / windowSeconds);
      const windows = Array.from({ length: windowsPerHour }, (_, index) => current - index);
      const found = await Promise.all(
        windows.map((window) =>
          items.get({ pk: `ACTIVITY#${window}`, sk: 'ACTIVITY' }, { consistent: false }),
        ),
      );
      const sum = (name: string) => found.reduce((total, item) => total + Number(item?.[name] ?? 0), 0);
      return { total: sum('total'), errors: sum('errors'), seconds: sum('seconds') };
    },
  };
}
