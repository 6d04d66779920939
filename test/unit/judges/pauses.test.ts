import { expect, test } from '@jest/globals';
import { createLocalPauses } from '../../../src/judges/pauses.ts';

const pauses = createLocalPauses();

function failAt(model: string, times: number, now: number): void {
  for (let call = 0; call < times; call += 1) pauses.of({ provider: 'openai', model }).record('sick', now);
}

function leftMs(model: string, now: number): number {
  return pauses.of({ provider: 'openai', model }).leftMs(now);
}

test('callers of the same provider and model share one pause', () => {
  failAt('shared', 5, 1_000);

  expect(leftMs('shared', 1_500)).toBe(1_500);
  expect(leftMs('other', 1_500)).toBe(0);
});

test('a success ends a streak, and a pause at once', () => {
  failAt('streak', 4, 0);
  pauses.of({ provider: 'openai', model: 'streak' }).record('well', 0);
  failAt('streak', 4, 0);
  expect(leftMs('streak', 0)).toBe(0);

  failAt('streak', 1, 0);
  expect(leftMs('streak', 0)).toBe(2_000);
  pauses.of({ provider: 'openai', model: 'streak' }).record('well', 0);
  expect(leftMs('streak', 0)).toBe(0);
});

test('an outcome that says nothing of the health changes nothing', () => {
  failAt('untold', 5, 0);

  pauses.of({ provider: 'openai', model: 'untold' }).record('unknown', 0);

  expect(leftMs('untold', 0)).toBe(2_000);
});

test('the wait that a provider asked for ends with an answer', () => {
  const pause = pauses.of({ provider: 'openai', model: 'held' });
  pause.hold(3_000, 0);
  expect(pause.leftMs(1_000)).toBe(2_000);

  pause.record('well', 1_000);

  expect(pause.leftMs(1_000)).toBe(0);
});

test('the pause recorded longest ago makes room for new models', () => {
  failAt('first', 5, 0);
  expect(leftMs('first', 0)).toBe(2_000);

  for (let index = 0; index < 256; index += 1) failAt(`model-${index}`, 1, 0);

  expect(leftMs('first', 0)).toBe(0);
});
