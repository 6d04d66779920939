import { expect, test } from '@jest/globals';
import { markFaithfulness } from '../../../../src/judges/embedded/faithfulness.ts';

const passages = [
  'Paris is the capital of France. It has two million people.',
  'Berlin is the capital of Germany.',
];

test.each([
  ['a sentence', 'The capital of France is Paris.', 'The capital of France is Rome.'],
  ['a name', 'Paris', 'Rome'],
  ['a number', 'Two million people', 'Nine million people'],
])('%s that the passages hold is rated above an invented one', (_name, held, invented) => {
  expect(markFaithfulness(passages, held).rating).toBeGreaterThan(
    markFaithfulness(passages, invented).rating,
  );
});

test('an answer in another language than English is not marked down for it', () => {
  const german = ['Die Brücke wurde 1932 eröffnet und hat acht Spuren.', 'Sie ist grau.'];

  expect(
    markFaithfulness(german, 'Die Eröffnung der Brücke war 1932; acht Spuren hat sie.').rating,
  ).toBeGreaterThan(3.5);
});

test('an answer about something else has the lowest rating, and says why', () => {
  expect(markFaithfulness(passages, 'Cows eat grass in the meadow.')).toEqual({
    rating: 1,
    explanation: expect.stringMatching(
      /^Judged by its wording alone, too little of it is found in the source: /u,
    ),
  });
});
