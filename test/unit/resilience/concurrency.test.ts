import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Concurrency,
  fullConcurrency,
  growConcurrency,
  shrinkConcurrency,
} from '../../../src/resilience/concurrency.ts';

function refuse(state: Concurrency, now: number, over: { startedAt?: number; retryAfterMs?: number } = {}) {
  return shrinkConcurrency(state, { startedAt: now, now, retryAfterMs: 0, ...over });
}

function answer(state: Concurrency, times: number, now: number): Concurrency {
  return Array.from({ length: times }).reduce<Concurrency>((each) => growConcurrency(each, now), state);
}

describe('a refusal for the rate', () => {
  test('halves what may be in flight', () => {
    expect(refuse(fullConcurrency(200), 0).limit).toBe(100);
  });

  test('of a call that was under way at the last halving halves nothing', () => {
    const halved = refuse(fullConcurrency(200), 5_000);

    expect(refuse(halved, 5_030, { startedAt: 4_999 }).limit).toBe(100);
    expect(refuse(halved, 5_030, { startedAt: 5_000 }).limit).toBe(100);
    expect(refuse(halved, 5_031, { startedAt: 5_001 }).limit).toBe(50);
  });

  test('leaves room for one call, whatever comes', () => {
    const starved = Array.from({ length: 20 }).reduce<Concurrency>(
      (state, _, index) => refuse(state, index * 1_000),
      fullConcurrency(8),
    );

    expect(starved.limit).toBe(1);
  });
});

describe('answers', () => {
  test('add one call a round trip', () => {
    const halved = refuse(fullConcurrency(20), 0);

    expect(answer(halved, 10, 100).limit).toBeGreaterThan(10.9);
    expect(answer(halved, 10, 100).limit).toBeLessThanOrEqual(11);
  });

  test('add nothing until the time that the provider asked for is over', () => {
    const halved = refuse(fullConcurrency(20), 0, { retryAfterMs: 3_000 });

    expect(answer(halved, 50, 2_999).limit).toBe(10);
    expect(answer(halved, 1, 3_000).limit).toBeGreaterThan(10);
  });

  test('never add more than there was', () => {
    expect(answer(refuse(fullConcurrency(4), 0), 1_000, 10).limit).toBe(4);
  });
});

test('no sequence of answers and refusals leaves less room than for one call, or more than there was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.array(fc.boolean(), { maxLength: 200 }),
      (most, steps) => {
        steps.reduce((state, isAnswer, index) => {
          const next = isAnswer ? growConcurrency(state, index * 400) : refuse(state, index * 400);
          expect(next.limit).toBeGreaterThanOrEqual(1);
          expect(next.limit).toBeLessThanOrEqual(most);
          return next;
        }, fullConcurrency(most));
      },
    ),
  );
});
