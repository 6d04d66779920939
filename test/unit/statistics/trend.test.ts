import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { trendOf } from '../../../src/statistics/trend.ts';

const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 60 });
const line = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));

describe('a trend', () => {
  test('is none below ten scores', () => {
    expect(trendOf(line(9, 0, 1))).toBeNull();
    expect(trendOf(line(10, 0, 1))).not.toBeNull();
  });

  test.each([
    ['improving', 0.4, 0.46],
    ['improving', 0, 1],
    ['stable', 0.4, 0.44],
    ['stable', 0.4, 0.4],
    ['stable', 0.44, 0.4],
    ['declining', 0.46, 0.4],
  ])('is %s from %d to %d', (direction, from, to) => {
    expect(trendOf(line(25, from, to))?.direction).toBe(direction);
  });

  test('has the slope of the line on which the scores lie', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 10, max: 200 }),
        (from, to, count) => {
          expect(trendOf(line(count, from, to))?.slope).toBeCloseTo((to - from) / (count - 1), 9);
        },
      ),
    );
  });

  test('turns round with the scores', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const [forth, back] = [trendOf(values), trendOf(values.toReversed())];
        expect(forth?.slope).toBeCloseTo(-(back?.slope ?? Number.NaN), 9);
        expect(forth?.overall_average).toBeCloseTo(back?.overall_average ?? Number.NaN, 9);
      }),
    );
  });

  test.each([
    [10, 5],
    [25, 5],
    [26, 6],
    [100, 20],
  ])('of %i scores counts the newest %i as recent', (count, recent) => {
    const values = [...Array(count - recent).fill(0), ...Array(recent).fill(1)];

    expect(trendOf(values)).toMatchObject({ recent_average: 1, overall_average: recent / count });
  });
});
