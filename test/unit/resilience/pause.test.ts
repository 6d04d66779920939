import { describe, expect, test } from '@jest/globals';
import {
  holdCalls,
  initialPause,
  type PauseState,
  pauseLeftMs,
  recordFailure,
} from '../../../src/resilience/pause.ts';

const start = Date.parse('2026-11-01T12:00:00Z');

function failTimes(times: number): PauseState {
  return Array.from({ length: times }).reduce<PauseState>((each) => recordFailure(each, start), initialPause);
}

describe('a local pause', () => {
  test('does not begin with four failures in a row', () => {
    expect(pauseLeftMs(failTimes(4), start)).toBe(0);
  });

  test('begins with the fifth and lasts two seconds', () => {
    const state = failTimes(5);

    expect([start, start + 1_999, start + 2_000].map((now) => pauseLeftMs(state, now))).toEqual([
      2_000, 1, 0,
    ]);
  });

  test('begins again with the first failure after it', () => {
    const state = recordFailure(failTimes(5), start + 3_000);

    expect(pauseLeftMs(state, start + 3_000)).toBe(2_000);
  });
});

describe('a wait that a provider asks for', () => {
  test.each([
    [1_500, 1_500],
    [3_600_000, 4_000],
  ])('of %i ms holds calls for %i ms', (asked, held) => {
    expect(pauseLeftMs(holdCalls(initialPause, asked, start), start)).toBe(held);
  });

  test('shortens no pause', () => {
    expect(pauseLeftMs(holdCalls(failTimes(5), 10, start), start)).toBe(2_000);
  });

  test('is no failure', () => {
    expect(holdCalls(failTimes(4), 10, start).streak).toBe(4);
  });
});
