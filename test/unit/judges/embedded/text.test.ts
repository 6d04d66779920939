import { expect, test } from '@jest/globals';
import { readText, stem } from '../../../../src/judges/embedded/text.ts';

test('titles, initials and decimals end no sentence', () => {
  const { sentences } = readText('Dr. Chen met J. Smith at 3.5 p.m. on Monday. They left! Why?');
  expect(sentences.map((sentence) => sentence.words.length)).toEqual([11, 2, 1]);
});

test('tokenised contractions and possessives are joined again', () => {
  expect(readText("The club 's fans did n't leave .").words).toEqual([
    'the',
    'club',
    'fans',
    "didn't",
    'leave',
  ]);
  expect(readText('The club’s fans didn’t leave.').words).toEqual(['the', 'club', 'fans', "didn't", 'leave']);
});

test('hyphenated words are read as two', () => {
  expect(readText('An eight-lane bridge').words).toEqual(['an', 'eight', 'lane', 'bridge']);
});

test('marks alone make no sentence', () => {
  expect(readText('… !!! ###').sentences).toEqual([]);
});

test.each([
  ['lanes', 'lane'],
  ['carries', 'carried'],
  ['opened', 'opens'],
  ['stopped', 'stop'],
  ['approving', 'approved'],
])('%s and %s share a stem', (one, other) => {
  expect(stem(one)).toBe(stem(other));
});

test('short words are their own stems', () => {
  expect(stem('as')).toBe('as');
  expect(stem('bed')).toBe('bed');
});
