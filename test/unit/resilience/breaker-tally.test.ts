import { expect, test } from '@jest/globals';
import {
  addOutcome,
  isSuspicious,
  isUrgent,
  noOutcomes,
  noteOutcome,
  startTally,
  totalOf,
} from '../../../src/resilience/breaker-tally.ts';
import type { Tally } from '../../../src/resilience/breaker-window.ts';

function after(outcomes: readonly (keyof Tally)[], now = 1_000) {
  return outcomes.reduce((noted, outcome) => noteOutcome(noted, outcome, now), noOutcomes);
}

const six = Array(6).fill('ok');

test('an environment with at most six outcomes in a window tells each at once', () => {
  expect(isUrgent(after(six))).toBe(true);
  expect(isUrgent(after([...six, 'ok']))).toBe(false);
  expect(isUrgent(noteOutcome(after(six), 'ok', 11_000))).toBe(true);
  expect(isUrgent(noteOutcome(after([...six, 'ok']), 'ok', 11_000))).toBe(false);
});

test('the window before is the one just before', () => {
  expect(isUrgent(noteOutcome(after([...six, 'ok']), 'ok', 21_000))).toBe(true);
});

test('five failures in a row are told at once, then twice as many each time, a slow call being one', () => {
  const busy = { ...noOutcomes, previous: 100 };
  const urgent = Array.from({ length: 50 }, (_, index) => index + 1).filter((streak) =>
    isUrgent({ ...busy, streak }),
  );

  expect(urgent).toEqual([5, 10, 20, 40]);
  expect(after(['ok', 'slow', 'fail']).streak).toBe(2);
  expect(after(['fail', 'slow', 'ok']).streak).toBe(0);
});

test('three failures or slow calls that are not outnumbered look like trouble', () => {
  expect(isSuspicious({ ok: 3, fail: 2, slow: 1 })).toBe(true);
  expect(isSuspicious({ ok: 4, fail: 2, slow: 1 })).toBe(false);
  expect(isSuspicious({ ok: 0, fail: 2, slow: 0 })).toBe(false);
});

test('outcomes of one epoch add up from the first of them on', () => {
  const first = addOutcome(startTally(2, 0), 'ok', { epoch: 2, since: 10 });
  const second = addOutcome(first, 'slow', { epoch: 2, since: 20 });

  expect(second).toEqual({ ok: 1, fail: 0, slow: 1, epoch: 2, since: 10 });
  expect(totalOf(second)).toBe(2);
});

test('outcomes of an earlier epoch are dropped', () => {
  const old = addOutcome(startTally(2, 0), 'fail', { epoch: 2, since: 10 });

  expect(addOutcome(old, 'ok', { epoch: 3, since: 20 })).toEqual({
    ...{ ok: 1, fail: 0, slow: 0, epoch: 3, since: 20 },
  });
});
