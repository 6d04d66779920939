import { expect, test } from '@jest/globals';
import { charactersOf, wordsOf } from '../../../src/statistics/symbols.ts';

test('characters are code points, with one space for any run of whitespace and none at the ends', () => {
  expect(charactersOf(' a\t\n b😀\u00a0')).toEqual(['a', ' ', 'b', '😀']);
});

test('words are what stands between whitespace', () => {
  expect(wordsOf('\n the  quick,\tbrown fox ')).toEqual(['the', 'quick,', 'brown', 'fox']);
});

test.each(['', ' \n\t '])('%p has neither characters nor words', (text) => {
  expect([...charactersOf(text), ...wordsOf(text)]).toEqual([]);
});
