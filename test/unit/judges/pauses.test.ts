import { expect, test } from '@jest/globals';
import { pauseOf, pauseViews } from '../../../src/judges/pauses.ts';

function viewOf(model: string, now = 0) {
  return pauseViews(now).find((view) => view.model === model);
}

test('callers of the same provider and model share one pause', () => {
  for (let call = 0; call < 5; call += 1)
    pauseOf({ provider: 'openai', model: 'shared' }).record('sick', 1_000);

  expect(pauseOf({ provider: 'openai', model: 'shared' }).leftMs(1_500)).toBe(1_500);
  expect(pauseOf({ provider: 'openai', model: 'other' }).leftMs(1_500)).toBe(0);
});

test('health sees the pause with its provider and model', () => {
  for (let call = 0; call < 5; call += 1) pauseOf({ provider: 'groq', model: 'a:b' }).record('sick', 1_000);

  expect(viewOf('a:b', 1_500)).toMatchObject({ provider: 'groq', state: 'open' });
});

test('an outcome that says nothing of the health leaves no trace', () => {
  pauseOf({ provider: 'openai', model: 'untold' }).record('unknown', 0);

  expect(viewOf('untold')).toBeUndefined();
});

test('the entry recorded longest ago makes room for new models', () => {
  pauseOf({ provider: 'openai', model: 'first' }).record('well', 0);

  for (let index = 0; index < 256; index += 1)
    pauseOf({ provider: 'openai', model: `model-${index}` }).record('well', 0);

  expect(viewOf('first')).toBeUndefined();
  expect(pauseViews(0)).toHaveLength(256);
});
