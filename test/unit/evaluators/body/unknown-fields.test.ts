import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { unknownFields } from '../../../../src/evaluators/body/unknown-fields.ts';
import { CustomMetricBody } from '../../../../src/evaluators/custom-metric/body.ts';
import { OcrBody } from '../../../../src/evaluators/ocr/body.ts';

const body = { shape: { source_text: z.string(), summary: z.string() } };

test('an unknown field is named with the nearest known one', () => {
  expect(unknownFields({ summry: '', summary: '' }, body)).toEqual([
    'unknown field "summry" was ignored; did you mean "summary"?',
  ]);
});

test('what is no object has no unknown fields', () => {
  expect(unknownFields([1, 2], body)).toEqual([]);
});

test('a field that is near nothing gets no suggestion, and a flood is summed up', () => {
  const flood = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`zzzzzzzz${index}`, 0]));

  const warnings = unknownFields(flood, body);

  expect(warnings[0]).toBe('unknown field "zzzzzzzz0" was ignored');
  expect(warnings.at(-1)).toBe('and 5 more unknown fields were ignored');
});

test('a field within a field is named with its place, because a misspelt threshold checks nothing', () => {
  const text = { id: '1', extracted_text: 'a', ground_truth_text: 'b' };
  const sent = { items: [text, { ...text, pages: 3 }], thresholds: { max_ce: 0.05, max_wer: 0.1 } };

  expect(unknownFields(sent, OcrBody)).toEqual([
    'unknown field "items[1].pages" was ignored',
    'unknown field "thresholds.max_ce" was ignored; did you mean "thresholds.max_cer"?',
  ]);
});

test("names of the caller's own are no fields", () => {
  const sent = { input_data: { anything: { deep: 1 } }, scoring_criteria: { '1': 'low' }, scale: null };

  expect(unknownFields(sent, CustomMetricBody)).toEqual([]);
});
