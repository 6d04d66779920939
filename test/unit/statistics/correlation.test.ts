import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  averageCorrelation,
  averageRanks,
  kendallTauB,
  pearson,
  spearman,
} from '../../../src/statistics/correlation.ts';

const correlations = [
  ['pearson', pearson],
  ['spearman', spearman],
  ['kendallTauB', kendallTauB],
] as const;
const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  maxLength: 25,
});

test('tied values share the average of their ranks', () => {
  expect(averageRanks([10, 20, 20, 5, 20])).toEqual([2, 4, 4, 1, 4]);
});

test('Pearson is the covariance over both deviations', () => {
  expect(pearson([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(0.6, 12);
});

test('Spearman with ties is Pearson of the average ranks', () => {
  // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: covariance sum 4.5, squares 4.5 and 5.
  expect(spearman([1, 2, 2, 3], [1, 5, 3, 9])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
});

test('tau-b counts pairs tied on one side in that side alone', () => {
  // Of six pairs five are concordant and one is tied on the left.
  expect(kendallTauB([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(5 / Math.sqrt(5 * 6), 12);
  // (1,2), (1,3): concordant; (2,3): tied on the left, (1,4) concordant, (2,4) and (3,4): discordant, concordant.
  expect(kendallTauB([1, 2, 2, 3], [1, 4, 2, 3])).toBeCloseTo(3 / Math.sqrt(5 * 6), 12);
});

test.each(correlations)('%s is undefined for a constant side and below two pairs', (_name, correlate) => {
  expect(correlate([], [])).toBeNull();
  expect(correlate([1], [2])).toBeNull();
  expect(correlate([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
  expect(correlate([1, 2, 3], [5, 5, 5])).toBeNull();
});

test.each(correlations)('%s refuses lists of different length', (_name, correlate) => {
  expect(() => correlate([1, 2, 3], [1, 2])).toThrow(RangeError);
});

test.each(correlations)(
  '%s lies in [-1, 1], is symmetric, and changes sign with a side',
  (_name, correlate) => {
    fc.assert(
      fc.property(pairs, (sample) => {
        const left = sample.map(([value]) => value);
        const right = sample.map(([, value]) => value);
        const value = correlate(left, right);
        const mirrored = correlate(
          left.map((one) => -one),
          right,
        );
        expect(correlate(right, left) ?? 2).toBeCloseTo(value ?? 2, 12);
        expect(Math.abs(value ?? 0)).toBeLessThanOrEqual(1);
        expect(mirrored ?? 2).toBeCloseTo(value === null ? 2 : -value, 12);
      }),
    );
  },
);

test('rank correlations ignore how far apart values are', () => {
  fc.assert(
    fc.property(pairs, (sample) => {
      const left = sample.map(([value]) => value);
      const right = sample.map(([, value]) => value);
      const stretched = left.map((value) => value ** 3);
      expect(spearman(stretched, right)).toEqual(spearman(left, right));
      expect(kendallTauB(stretched, right)).toEqual(kendallTauB(left, right));
    }),
  );
});

test('groups in which a correlation is undefined do not enter the average', () => {
  const groups = [
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    [
      [1, 1, 1],
      [1, 2, 3],
    ],
    [
      [1, 2, 3],
      [3, 2, 1],
    ],
    [
      [1, 2, 3],
      [2, 4, 6],
    ],
  ] as const;
  expect(averageCorrelation(groups, spearman)).toBeCloseTo(1 / 3, 12);
  expect(averageCorrelation([[[1], [1]]], spearman)).toBeNull();
});
