import { expect, test } from '@jest/globals';
import { checkModel } from '../../../bench/breaker-model/property.ts';

test('eight clients over a table that fails break no rule and always leave an open circuit', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);

  const { runs, recovered, changes } = await checkModel({ runs: 200, seed });

  expect(runs).toBe(200);
  // Otherwise nothing was tried.
  expect(recovered).toBeGreaterThan(20);
  expect(Object.keys(changes)).toEqual(
    expect.arrayContaining([
      'closed>open',
      'open>half_open',
      'half_open>open',
      'half_open>closed',
      'takeover',
    ]),
  );
});
