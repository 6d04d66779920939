import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { postponementSeconds } from '../../../src/resilience/postponement.ts';

test.each([
  [1, 30],
  [2, 60],
  [3, 120],
  [5, 480],
  [6, 900],
  [50, 900],
])('the %sth delivery is postponed by %s seconds', (receives, seconds) => {
  expect(postponementSeconds({ base: 30, receives, random: 0 })).toBe(seconds);
});

test('a postponement is a whole number of seconds that SQS takes, at most a tenth more than without chance', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), chance, (receives, random) => {
      const seconds = postponementSeconds({ base: 30, receives, random });
      const least = postponementSeconds({ base: 30, receives, random: 0 });
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(least);
      expect(seconds).toBeLessThanOrEqual(Math.min(990, Math.ceil(least * 1.1)));
    }),
  );
});
