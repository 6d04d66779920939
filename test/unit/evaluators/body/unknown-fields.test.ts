import { expect, test } from '@jest/globals';
import { unknownFields } from '../../../../src/evaluators/body/unknown-fields.ts';

test('an unknown field is named with the nearest known one', () => {
  expect(unknownFields({ summry: '', summary: '' }, { shape: { source_text: 0, summary: 0 } })).toEqual([
    'unknown field "summry" was ignored; did you mean "summary"?',
  ]);
});

test('what is no object has no unknown fields', () => {
  expect(unknownFields([1, 2], { shape: { summary: 0 } })).toEqual([]);
});

test('a field that is near nothing gets no suggestion, and a flood is summed up', () => {
  const flood = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`zzzzzzzz${index}`, 0]));

  const warnings = unknownFields(flood, { shape: { summary: 0 } });

  expect(warnings[0]).toBe('unknown field "zzzzzzzz0" was ignored');
  expect(warnings.at(-1)).toBe('and 5 more unknown fields were ignored');
});
