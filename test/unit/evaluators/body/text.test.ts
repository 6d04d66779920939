import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shown } from '../../../../src/evaluators/body/text.ts';

test('a text is shown as it is but for its control characters', () => {
  expect(shown('Sound.\n\tIt "follows" 漢.\0\u0001\u001b[2J', 100)).toBe('Sound.\n\tIt "follows" 漢.[2J');
});

test('a text that is cut ends with whole characters', () => {
  expect(shown('ab🙂', 3)).toBe('ab\ufffd');
});

test('no character takes more than three bytes as JSON', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const taken = shown(text, 50);
      expect(Buffer.byteLength(JSON.stringify(taken)) - 2).toBeLessThanOrEqual(3 * Math.min(50, text.length));
    }),
    { numRuns: 500 },
  );
});
