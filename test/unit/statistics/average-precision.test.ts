import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { averagePrecision } from '../../../src/statistics/average-precision.ts';

const rankings = fc.array(fc.boolean(), { maxLength: 30 });

test('the precision at each useful rank is averaged over the useful ranks', () => {
  expect(averagePrecision([true, false, true])).toBeCloseTo((1 + 2 / 3) / 2, 12);
  expect(averagePrecision([false, false, true])).toBeCloseTo(1 / 3, 12);
});

test('nothing useful is 0, and so is nothing at all', () => {
  expect(averagePrecision([false, false])).toBe(0);
  expect(averagePrecision([])).toBe(0);
});

test('any ranking lies in [0, 1], and is 1 only with every useful rank first', () => {
  fc.assert(
    fc.property(rankings, (useful) => {
      const found = useful.filter(Boolean).length;
      const isPerfect = found > 0 && useful.slice(0, found).every(Boolean);
      const value = averagePrecision(useful);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(value === 1).toBe(isPerfect);
    }),
  );
});

test('moving a useful rank forward never lowers it', () => {
  fc.assert(
    fc.property(rankings, fc.nat(), (useful, at) => {
      const place = useful.length > 1 ? 1 + (at % (useful.length - 1)) : 0;
      fc.pre(place > 0 && useful[place] === true && useful[place - 1] === false);
      const moved = useful.with(place - 1, true).with(place, false);
      expect(averagePrecision(moved)).toBeGreaterThan(averagePrecision(useful));
    }),
  );
});
