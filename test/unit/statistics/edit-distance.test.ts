import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, errorRate } from '../../../src/statistics/edit-distance.ts';

const symbols = fc.constantFrom('a', 'b', 'c', 'word', '😀', '😁', '\ud83d', '\u0000', '\u0001', '__proto__');
// Long enough to cross the 32 symbols that one machine word holds, twice.
const sequence = fc.array(symbols, { maxLength: 70, size: 'max' });

/** The textbook table, row by row. */
function tableDistance(left: readonly string[], right: readonly string[]): number {
  let row = right.map((_, index) => index + 1);
  for (const [index, symbol] of left.entries()) {
    let diagonal = index;
    let before = index + 1;
    row = row.map((above, column) => {
      const replaced = diagonal + (symbol === right[column] ? 0 : 1);
      diagonal = above;
      before = Math.min(replaced, above + 1, before + 1);
      return before;
    });
  }
  return row.at(-1) ?? left.length;
}

describe('the edit distance', () => {
  test('counts insertions, deletions and replacements of whole symbols', () => {
    expect(editDistance([...'kitten'], [...'sitting'])).toBe(3);
    expect(editDistance(['the', 'fx'], ['the', 'fox'])).toBe(1);
  });

  test('takes an astral character for one', () => {
    expect(editDistance([...'a😀'], [...'a😁'])).toBe(1);
  });

  test('agrees with the textbook table', () => {
    fc.assert(
      fc.property(sequence, sequence, (left, right) => {
        expect(editDistance(left, right)).toBe(tableDistance(left, right));
      }),
    );
  });

  test('is the same both ways, and 0 from a sequence to itself', () => {
    fc.assert(
      fc.property(sequence, sequence, (left, right) => {
        expect(editDistance(left, right)).toBe(editDistance(right, left));
        expect(editDistance(left, left)).toBe(0);
      }),
    );
  });

  test('lies between the difference of the lengths and the longer of them', () => {
    fc.assert(
      fc.property(sequence, sequence, (left, right) => {
        const distance = editDistance(left, right);

        expect(distance).toBeGreaterThanOrEqual(Math.abs(left.length - right.length));
        expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
      }),
    );
  });

  test('does not mind how many symbols only one side has', () => {
    const many = Array.from({ length: 70_000 }, (_, index) => `symbol ${index}`);

    expect(editDistance(many, ['other', 'symbol 69999'])).toBe(69_999);
  });

  test('refuses more shared symbols than it can tell apart', () => {
    const many = Array.from({ length: 65_535 }, (_, index) => `symbol ${index}`);

    expect(() => editDistance(many, many)).toThrow('65535 shared symbols do not fit 65536 code units');
  });
});

describe('the error rate', () => {
  test('is the distance per symbol of the reference, and not capped at 1', () => {
    expect(errorRate([...'hello wurld'], [...'hello world'])).toBe(1 / 11);
    expect(errorRate([...'abcd'], ['x'])).toBe(4);
  });

  test('against nothing is 0 for nothing and 1 for anything', () => {
    expect(errorRate([], [])).toBe(0);
    expect(errorRate([...'abc'], [])).toBe(1);
  });
});
