import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evidenceIn } from '../../../../../src/evaluators/rag/matrix/evidence.ts';

const passages = ['The bridge opened in 1932, and carries eight lanes.', '橋は1932年に開通した。'];
const stands = evidenceIn(passages);

test.each([
  ['word for word', 'opened in 1932', 1, true],
  ['in other case and punctuation', 'BRIDGE — opened: in "1932"', 1, true],
  ['four of five words right', 'bridge opened in 1932 today', 1, true],
  ['three of four words right', 'opened in may 1932', 1, false],
  ['with a word more often than the passage has it', 'lanes lanes', 1, false],
  ['of another passage', 'opened in 1932', 2, false],
  ['in a script without spaces', '1932年に開通', 2, true],
  ['empty', '', 1, false],
  ['symbols only', '...', 1, false],
  ['of a passage that is not there', 'opened in 1932', 3, false],
  ['of passage 0', 'opened in 1932', 0, false],
])('a quote that is %s', (_case, quote, chunk, expected) => {
  expect(stands(quote, chunk)).toBe(expected);
});

test('no quote and no passage are no evidence', () => {
  expect(stands(null, 1)).toBe(false);
  expect(stands('opened in 1932', null)).toBe(false);
});

test('every run of words of a passage stands in it', () => {
  const words = fc.array(fc.stringMatching(/^[a-zäé0-9]{1,8}$/), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (all, from, length) => {
      const start = from % all.length;
      const quote = all.slice(start, start + 1 + (length % all.length)).join(' ');

      expect(evidenceIn([all.join(' ')])(quote, 1)).toBe(true);
    }),
  );
});

test('a run of combining marks and words named like prototype keys are ordinary text', () => {
  const odd = `a${'\u0301'.repeat(50_000)} __proto__ constructor`;

  expect(evidenceIn([odd])('__proto__ constructor', 1)).toBe(true);
  expect(evidenceIn(['plain'])('constructor toString', 1)).toBe(false);
});
