import { describe, expect, test } from '@jest/globals';
import { breakerPolicyOf } from '../../../src/resilience/breaker-policy.ts';
import {
  emptyTally,
  findFailing,
  isFailing,
  type Tally,
  wilsonLowerBound,
  windowAt,
} from '../../../src/resilience/breaker-window.ts';
import { createRandom } from '../../../src/statistics/random.ts';

const policy = breakerPolicyOf('openai');

const tallyOf = (ok: number, fail: number, slow = 0): Tally => ({ ok, fail, slow });
const windowOf = (...seconds: readonly Tally[]) => ({
  seconds: Array.from({ length: 10 }, (_, second) => seconds[second] ?? emptyTally),
  reports: 1,
});

describe('the Wilson lower bound', () => {
  test.each([
    // By hand: (p + z²/2n - z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    [1, 20, 3, 1 / 1.45],
    [0.5, 100, 3, 0.356_326],
    [0, 10, 3, 0],
  ])('of a share %d of %d at %d deviations is %d', (share, total, deviations, expected) => {
    expect(wilsonLowerBound(share, total, deviations)).toBeCloseTo(expected, 5);
  });
});

describe('outcomes are failing', () => {
  test.each([
    ['twenty failures', tallyOf(0, 20), true],
    ['nineteen failures, too few', tallyOf(0, 19), false],
    ['twenty slow calls', tallyOf(0, 0, 20), true],
    ['half failed or slow of many', tallyOf(500, 250, 250), true],
    ['just less than half of many', tallyOf(501, 250, 249), false],
    ['half of twenty, which may be chance', tallyOf(10, 10), false],
  ])('%s: %j → %s', (_, tally, failing) => {
    expect(isFailing(tally, policy)).toBe(failing);
  });

  test('what three deviations would not open stays closed as well', () => {
    const counts = Array.from({ length: 60 }, (_, n) => n);
    const pairs = counts.flatMap((ok) => counts.map((fail) => tallyOf(ok, fail)));
    const stricter = pairs.filter((tally) => isFailing(tally, policy));
    const looser = new Set(pairs.filter((tally) => isFailing(tally, { ...policy, deviations: 3 })));

    expect(stricter.every((tally) => looser.has(tally))).toBe(true);
    expect(stricter.length).toBeGreaterThan(0);
  });
});

describe('a window', () => {
  test('opens by its last seconds, whatever went well before', () => {
    expect(findFailing(windowOf(tallyOf(200, 0), tallyOf(150, 5), tallyOf(2, 60)), policy)).toEqual(
      tallyOf(2, 60),
    );
  });

  test('opens by several seconds together where one has too few outcomes', () => {
    expect(findFailing(windowOf(tallyOf(0, 8), tallyOf(0, 8), tallyOf(0, 8)), policy)).toEqual(
      tallyOf(0, 24),
    );
  });

  test('does not open by failures that are over', () => {
    expect(findFailing(windowOf(tallyOf(0, 30), tallyOf(200, 0)), policy)).toBeNull();
  });

  test('does not open in a thousand windows of thirty percent failures, looked at after each outcome', () => {
    const seed = Number(process.env['SEED'] ?? 20_261);
    const random = createRandom(seed);
    const isOpened = () => {
      const seconds = Array<Tally>(10).fill(emptyTally);
      return Array.from({ length: 200 }, (_, call) => Math.floor(call / 20)).some((second) => {
        const { ok, fail } = seconds[second] ?? emptyTally;
        seconds[second] = random() < 0.3 ? tallyOf(ok, fail + 1) : tallyOf(ok + 1, fail);
        return findFailing({ seconds, reports: 1 }, policy) !== null;
      });
    };
    const opened = Array.from({ length: 1_000 }, isOpened).filter(Boolean).length;

    expect({ seed, opened }).toEqual({ seed, opened: 0 });
  });
});

test('a time has its window, its second and what has passed of the window', () => {
  expect(windowAt(12_345)).toEqual({ window: 1, second: 2, elapsedMs: 2_345 });
});
