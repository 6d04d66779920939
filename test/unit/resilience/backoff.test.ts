import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from '../../../src/resilience/backoff.ts';

describe('the wait before a retry', () => {
  test.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [5, 8_000],
    [9, 8_000],
  ])('after attempt %i lies between half and all of %i ms', (attempt, ceiling) => {
    expect(backoffMs({ attempt, random: 0 })).toBe(ceiling / 2);
    expect(backoffMs({ attempt, random: 0.5 })).toBe(ceiling * 0.75);
    expect(backoffMs({ attempt, random: 1 - Number.EPSILON })).toBeLessThanOrEqual(ceiling);
  });

  test('is never shorter than the provider asked for', () => {
    expect(backoffMs({ attempt: 1, random: 0, retryAfterMs: 3_000 })).toBe(3_000);
    expect(backoffMs({ attempt: 1, random: 0, retryAfterMs: 100 })).toBe(250);
  });

  test('stays within its bounds for every attempt and chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const wait = backoffMs({ attempt, random });
          expect(wait).toBeGreaterThanOrEqual(250);
          expect(wait).toBeLessThanOrEqual(8_000);
        },
      ),
    );
  });
});
