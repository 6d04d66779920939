import { expect, test } from '@jest/globals';
import { unknownFields } from '../../../src/evaluators/unknown-fields.ts';

test('an unknown field is named with the nearest known one', () => {
  expect(unknownFields({ summry: '', summary: '' }, ['source_text', 'summary'])).toEqual([
    'unknown field "summry" was ignored; did you mean "summary"?',
  ]);
});

test('what is no object has no unknown fields', () => {
  expect(unknownFields([1, 2], ['summary'])).toEqual([]);
});
