import { expect, test } from '@jest/globals';
import { countCall, type RateRefusals, refusesAll } from '../../../src/resilience/rate-refusals.ts';

/** A call per second, of which the predicate says whether it was refused. */
function secondsOf(seconds: number, isRefused: (second: number) => boolean): RateRefusals {
  let state: RateRefusals = [];
  for (let second = 0; second < seconds; second += 1) {
    state = countCall(state, isRefused(second), second * 1_000);
  }
  return state;
}

test('a provider that refuses all calls for thirty seconds is as good as down', () => {
  expect(
    refusesAll(
      secondsOf(30, () => true),
      29_000,
    ),
  ).toBe(true);
});

test('nine of ten refused calls are enough, fewer are not', () => {
  expect(
    refusesAll(
      secondsOf(30, (second) => second % 10 !== 0),
      29_000,
    ),
  ).toBe(true);
  expect(
    refusesAll(
      secondsOf(30, (second) => second % 8 !== 0),
      29_000,
    ),
  ).toBe(false);
});

test('a burst of refusals is no outage', () => {
  expect(
    refusesAll(
      secondsOf(24, () => true),
      23_000,
    ),
  ).toBe(false);
});

test('a few calls say nothing', () => {
  let state: RateRefusals = [];
  for (const second of [0, 5, 10, 15, 20, 25]) state = countCall(state, true, second * 1_000);

  expect(refusesAll(state, 29_000)).toBe(false);
});

test('what is older than thirty seconds is forgotten', () => {
  const state = secondsOf(60, (second) => second >= 30);

  expect(refusesAll(state, 59_000)).toBe(true);
  expect(refusesAll(state, 80_000)).toBe(false);
});
