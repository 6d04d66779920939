import { expect, test } from '@jest/globals';
import { coverWords, supportStatements } from '../../../../src/judges/embedded/statements.ts';

test('statements are sentences as written, with the share of content words that each passage holds', () => {
  const support = supportStatements('The bridge opened in 1932. It is painted grey!', [
    'They opened the bridge in 1932.',
    'Grey paint covers a bridge.',
  ]);

  expect(support).toEqual([
    { text: 'The bridge opened in 1932.', shares: [1, 1 / 3] },
    { text: 'It is painted grey!', shares: [0, 1] },
  ]);
});

test('every line of a list is a statement of its own, without its mark', () => {
  const support = supportStatements('Colours:\n- red\n* green\n12. dark blue', ['A red and blue door.']);

  expect(support).toEqual([
    { text: 'Colours:', shares: [0] },
    { text: 'red', shares: [1] },
    { text: 'green', shares: [0] },
    { text: 'dark blue', shares: [0.5] },
  ]);
});

test('sentences without content words are no statements', () => {
  expect(supportStatements('He was there. … It did!', ['He was there.'])).toEqual([]);
});

test('a repeated content word counts once', () => {
  expect(coverWords('bridge bridge bridge door', ['the bridge'])).toEqual([0.5]);
});

test('a text without content words cannot be covered', () => {
  expect(coverWords('Who was he?', ['He was a painter.'])).toBeNull();
});

test('words named like properties of objects are words', () => {
  expect(coverWords('constructor __proto__', ['The constructor.', 'Its proto.'])).toEqual([0.5, 0.5]);
});
