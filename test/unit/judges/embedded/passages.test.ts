import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findFragments } from '../../../../src/judges/embedded/passages.ts';

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });

// The definition, in quadratic time: from each word the longest run that the source holds.
function findSlowly(summary: readonly string[], source: readonly string[]) {
  const joined = ` ${source.join(' ')} `;
  const found: { start: number; length: number }[] = [];
  for (let start = 0; start < summary.length; ) {
    let length = 0;
    while (
      start + length < summary.length &&
      joined.includes(` ${summary.slice(start, start + length + 1).join(' ')} `)
    )
      length += 1;
    if (length > 0) found.push({ start, length });
    start += Math.max(1, length);
  }
  return found;
}

test('fragments are the longest shared runs from left to right', () => {
  fc.assert(
    fc.property(words, words, (summary, source) => {
      const fragments = findFragments(summary, source);
      expect(fragments.map(({ start, length }) => ({ start, length }))).toEqual(findSlowly(summary, source));
    }),
  );
});

test('a fragment stands at its position in the source', () => {
  fc.assert(
    fc.property(words, words, (summary, source) => {
      for (const { start, length, position } of findFragments(summary, source)) {
        expect(source.slice(position, position + length)).toEqual(summary.slice(start, start + length));
      }
    }),
  );
});
