import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signTest } from '../../../src/statistics/sign-test.ts';

const split = (wins: number, losses: number, ties = 0) => [
  ...Array(wins).fill(0.5),
  ...Array(losses).fill(-0.1),
  ...Array(ties).fill(0),
];
const counts = fc.integer({ min: 0, max: 60 });

describe('the sign test', () => {
  test.each([
    [8, 2, 0.109375],
    [10, 0, 0.001953125],
    [0, 10, 0.001953125],
    [1, 0, 1],
    [5, 5, 1],
    [60, 40, 0.056887933640980784],
    [5_200, 4_800, 0.00006593515598672442],
  ])('of %i wins and %i losses has p = %d', (wins, losses, p) => {
    expect(signTest(split(wins, losses)).p_value).toBeCloseTo(p, 12);
  });

  test('leaves ties out, and of ties alone has no p-value', () => {
    expect(signTest(split(8, 2, 100))).toEqual({
      wins: 8,
      losses: 2,
      ties: 100,
      p_value: expect.any(Number),
    });
    expect(signTest(split(8, 2, 100)).p_value).toBe(signTest(split(8, 2)).p_value);
    expect(signTest(split(0, 0, 3))).toEqual({ wins: 0, losses: 0, ties: 3, p_value: null });
    expect(signTest([]).p_value).toBeNull();
  });

  test('stays a probability where 2⁻ⁿ is too small for a number', () => {
    const p = signTest(split(50_000, 50_010)).p_value ?? Number.NaN;

    expect(p).toBeGreaterThan(0.95);
    expect(p).toBeLessThanOrEqual(1);
  });

  test('says the same of both sides', () => {
    fc.assert(
      fc.property(counts, counts, (wins, losses) => {
        expect(signTest(split(wins, losses)).p_value).toBe(signTest(split(losses, wins)).p_value);
      }),
    );
  });

  test('finds a more uneven split less likely', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), (fewer, more) => {
        const even = signTest(split(fewer, fewer + more)).p_value ?? Number.NaN;
        const uneven = signTest(split(fewer - 1, fewer + more + 1)).p_value ?? Number.NaN;
        expect(uneven).toBeLessThanOrEqual(even);
      }),
    );
  });
});
