import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  initialPause,
  type PauseState,
  pauseLeftMs,
  recordFailure,
  recordSuccess,
  viewPause,
} from '../../../src/resilience/pause.ts';

const start = Date.parse('2026-11-01T12:00:00Z');

function failTimes(times: number, state = initialPause): PauseState {
  return Array.from({ length: times }).reduce<PauseState>((each) => recordFailure(each, start), state);
}

describe('a local pause', () => {
  test('does not begin with four failures in a row', () => {
    expect(pauseLeftMs(failTimes(4), start)).toBe(0);
    expect(viewPause(failTimes(4), start).state).toBe('closed');
  });

  test('begins with the fifth and lasts two seconds', () => {
    const state = failTimes(5);

    expect([start, start + 1_999, start + 2_000].map((now) => pauseLeftMs(state, now))).toEqual([
      2_000, 1, 0,
    ]);
  });

  test('does not begin when a success comes between', () => {
    const state = failTimes(4, recordSuccess(failTimes(4)));

    expect(pauseLeftMs(state, start)).toBe(0);
  });

  test('begins again with the first failure after it', () => {
    const state = recordFailure(failTimes(5), start + 3_000);

    expect(pauseLeftMs(state, start + 3_000)).toBe(2_000);
  });

  test('ends at once with a success', () => {
    expect(pauseLeftMs(recordSuccess(failTimes(5)), start)).toBe(0);
  });
});

describe('the view of a local pause', () => {
  test('is closed and without times before the first outcome', () => {
    expect(viewPause(initialPause, start)).toEqual({
      state: 'closed',
      stats: { failures: 0, successes: 0, last_failure: null },
      retry_at: null,
    });
  });

  test('is open with the time of the next attempt while paused', () => {
    expect(viewPause(failTimes(5), start + 500)).toEqual({
      state: 'open',
      stats: { failures: 5, successes: 0, last_failure: '2026-11-01T12:00:00.000Z' },
      retry_at: '2026-11-01T12:00:02.000Z',
    });
  });

  test('is half open from the end of the pause until a success', () => {
    const state = failTimes(5);

    expect(viewPause(state, start + 2_000).state).toBe('half_open');
    expect(viewPause(recordSuccess(state), start + 2_000).state).toBe('closed');
  });

  test('counts every outcome and is open exactly while calls are held back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(1_500)), { maxLength: 60 }), (outcomes) => {
        let [state, now] = [initialPause, start];
        for (const [succeeds, wait] of outcomes) {
          now += wait;
          state = succeeds ? recordSuccess(state) : recordFailure(state, now);
        }
        const view = viewPause(state, now);
        expect(view.stats.failures + view.stats.successes).toBe(outcomes.length);
        expect(view.state === 'open').toBe(pauseLeftMs(state, now) > 0);
      }),
    );
  });
});
