import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintOf } from '../../../src/idempotency/fingerprint.ts';

/** The same JSON value with the names of its objects the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, reversed(field)]);
  return Object.fromEntries(fields.reverse());
}

test('the order of names does not matter', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(fingerprintOf(reversed(value))).toBe(fingerprintOf(value));
    }),
  );
});

test('every other difference does', () => {
  const values = [null, 'null', 1, '1', true, [], {}, [[]], [null], [1, 2], [2, 1], '', ['a,b'], ['a', 'b']];
  const objects = [
    { a: 1 },
    { a: '1' },
    { a: { b: 1 } },
    { a: 1, b: 1 },
    { '"a"': 1 },
    { a: [1] },
    [{ a: 1 }],
  ];

  expect(new Set([...values, ...objects].map(fingerprintOf)).size).toBe(values.length + objects.length);
});

test('a body nested two hundred thousand levels deep has one too', () => {
  const depth = 200_000;

  expect(fingerprintOf(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toMatch(/^[0-9a-f]{64}$/);
});
