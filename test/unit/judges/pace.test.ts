import { expect, test } from '@jest/globals';
import { createPace } from '../../../src/judges/pace.ts';
import { noDeadline } from '../../support/deadlines.ts';
import { failing, guardSteps, requestFor } from './fake-client.ts';

test('nothing is usual before the first call', () => {
  expect(createPace().usualMs()).toBe(0);
});

test('99 of the latest 100 calls are usual, whatever was before', () => {
  const pace = createPace();
  for (let call = 0; call < 50; call += 1) pace.note(90_000);
  for (let call = 1; call <= 100; call += 1) pace.note(call);

  expect(pace.usualMs()).toBe(99);
});

test('not more than thirty seconds are', () => {
  const pace = createPace();
  pace.note(90_000);

  expect(pace.usualMs()).toBe(30_000);
});

test.each([
  ['server', 1_500],
  ['aborted', 0],
] as const)('a call that ended as %s counts for %i ms', async (kind, expected) => {
  const pace = createPace();
  const { judge } = guardSteps([failing(kind)], { pace, callMs: 1_500 });

  await judge.complete(requestFor(), noDeadline).catch(() => undefined);

  expect(pace.usualMs()).toBe(expected);
});
