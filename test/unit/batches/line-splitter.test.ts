import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLineSplitter } from '../../../src/batches/line-splitter.ts';

function split(pieces: readonly Uint8Array[], maxLineBytes = 1_000): string[] {
  const splitter = createLineSplitter({ lineBytes: maxLineBytes, lines: 1_000 }, { lines: 0 });
  const lines = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  return lines.map((line) => Buffer.from(line).toString('utf8'));
}

const pieceOf = fc.constantFrom('{"a":1}', 'é€𝄞', '\n', '\r\n', '\r', ' ', '\t', '');

describe('lines of bytes', () => {
  test('are the same however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(pieceOf), fc.array(fc.nat(60)), (texts, cuts) => {
        const whole = Buffer.from(texts.join(''));
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length];
        const ordered = places.sort((one, other) => one - other);
        const pieces = ordered.slice(1).map((end, index) => whole.subarray(ordered[index], end));

        const expected = whole
          .toString('utf8')
          .split('\n')
          .filter((line) => line.replace(/[ \t\r]/g, '') !== '')
          .map((line) => line.replace(/\r$/, ''));
        expect(split(pieces)).toEqual(expected);
      }),
    );
  });

  test('may be as long as is allowed and no longer, and the one that is too long is named by its number', () => {
    const longest = 'x'.repeat(10);
    expect(split([Buffer.from(`${longest}\n${longest}`)], 10)).toEqual([longest, longest]);
    expect(() => split([Buffer.from(`a\n\n${longest}`), Buffer.from('x')], 10)).toThrow(
      'line 3 has more than 10 bytes',
    );
  });

  test('that never end are given up before they are held', () => {
    const splitter = createLineSplitter({ lineBytes: 100, lines: 1_000 }, { lines: 0 });
    const zeros = new Uint8Array(64);
    expect(splitter.push(zeros)).toEqual([]);
    expect(() => splitter.push(zeros)).toThrow('line 1 has more than 100 bytes');
  });

  test.each([
    ['empty', '\n'],
    ['of blanks', ' \t\r\n'],
    ['with something in them', 'x\n'],
  ])('%s count across files, and no more of them are taken than is allowed', (_name, line) => {
    const tally = { lines: 0 };
    const splitterOf = () => createLineSplitter({ lineBytes: 100, lines: 10 }, tally);
    const first = splitterOf();
    first.push(Buffer.from(line.repeat(4)));
    first.end();
    expect(tally.lines).toBe(4);

    const next = splitterOf();
    next.push(Buffer.from(line.repeat(6)));
    next.end();
    expect(() => next.push(Buffer.from(line))).toThrow('the files have more than 10 lines, blank ones too');
  });
});
