import { expect, test } from '@jest/globals';
import {
  enterWindow,
  initialReporter,
  learnLoad,
  type Reporter,
  yieldToLoad,
} from '../../../src/resilience/breaker-reporter.ts';

const inWindow = (over: Partial<Reporter> = {}): Reporter => ({ ...initialReporter, window: 7, ...over });

test('everybody reports to eight shards until the load is known', () => {
  expect(enterWindow(initialReporter, 1, 0.999)).toMatchObject({ reporting: true, share: 1, shards: 8 });
});

test('the coin is thrown once per window', () => {
  const reporter = enterWindow(inWindow({ share: 0.5 }), 8, 0.6);

  expect(reporter.reporting).toBe(false);
  expect(enterWindow(reporter, 8, 0.1)).toBe(reporter);
  expect(enterWindow(reporter, 9, 0.1).reporting).toBe(true);
});

test('the chance falls to what brings twenty reports in a second of the whole fleet, once per window', () => {
  const fallen = learnLoad(inWindow(), 20, 2_000);

  expect(fallen.share).toBe(0.25);
  expect(learnLoad(fallen, 320, 4_000).share).toBe(0.25);
  expect(learnLoad(enterWindow(fallen, 8, 0), 40, 1_000).share).toBe(0.0625);
});

test('between half and twice of that the chance stays, below it doubles', () => {
  expect(learnLoad(inWindow({ share: 0.25, shards: 1 }), 100, 2_500).share).toBe(0.25);
  expect(learnLoad(inWindow({ share: 0.25, shards: 1 }), 25, 2_500).share).toBe(0.25);
  expect(learnLoad(inWindow({ share: 0.25, shards: 1 }), 24, 2_500).share).toBe(0.5);
  expect(learnLoad(inWindow({ share: 1 }), 1, 2_500).share).toBe(1);
});

test('few reports are gathered in few shards, so that one of them has enough for a verdict', () => {
  expect(learnLoad(inWindow(), 12, 5_000).shards).toBe(1);
  expect(learnLoad(inWindow(), 100, 5_000).shards).toBe(4);
  expect(learnLoad(inWindow(), 600, 5_000).shards).toBe(8);
  expect(learnLoad(inWindow({ shards: 1 }), 400, 5_000).shards).toBe(2);
});

test('within the first second of a window a count says nothing', () => {
  expect(learnLoad(inWindow(), 1, 999)).toEqual(inWindow());
});

test('who does not report for long reports more often again', () => {
  let reporter = inWindow({ share: 0.1, reporting: false });
  for (let window = 8; window < 68; window += 1) reporter = enterWindow(reporter, window, 1);

  expect(reporter.share).toBe(1);
});

test('a table that throttles is asked half as often, on all shards', () => {
  expect(yieldToLoad(inWindow({ shards: 1 }))).toMatchObject({ share: 0.5, shards: 8 });
});
