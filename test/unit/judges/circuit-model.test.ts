import { expect, test } from '@jest/globals';
import { checkModel } from '../../../bench/breaker-model/property.ts';

test('eight clients over a table that fails break no rule and always leave an open circuit', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);

  const { runs, changed, recovered } = await checkModel({ runs: 300, seed });

  expect(runs).toBe(300);
  // Otherwise nothing was tried.
  expect(Math.min(changed, recovered)).toBeGreaterThan(50);
});
