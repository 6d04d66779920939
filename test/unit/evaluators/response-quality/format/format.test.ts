import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkFormat } from '../../../../../src/evaluators/response-quality/format/format.ts';

const issuesOf = (expected: string, response: string) =>
  checkFormat(expected, response).issues.map(({ issue }) => issue);

const table = '| a | b |\n|---|:-:|\n| 1 | 2 |';

describe('code alone finds that', () => {
  test.each([
    ['JSON', '{"ok":true}'],
    ['JSON', ' [1, 2]\n'],
    ['Reply in JSON.', '{}'],
    ['JSON object', '{"ok":true}'],
    ['A valid JSON object', '{}'],
    ['JSON array', '[]'],
    ['an array of JSON objects', '[{}]'],
    ['bullet list', '- one\n- two'],
    ['a bulleted list', 'Here you are:\n  * one'],
    ['Bullet points', '• one'],
    ['numbered list', '1. one\n2. two'],
    ['Markdown table', table],
    ['a table in Markdown', 'a | b\n--|--\n1 | 2'],
    ['at most 3 words', 'Only three words'],
    ['no more than three words', 'An eight-lane bridge'],
    ['At least 2 sentences.', 'Dr. Smith came at 3.5 p.m. today. He left.'],
    ['exactly 2 sentences', '1. Dr. Smith came.\n2. He left.'],
    ['in one sentence', 'Dr. Smith came.'],
    ['exactly 2 lines', 'a\n\nb'],
    ['exactly 2 paragraphs', 'a\nb\n\nc'],
    ['at most 5 characters', '😀😀😀😀😀'],
    ['at most 1,000 words', 'few'],
    ['at least 2 words and at most 4 words', 'one two three'],
    ['exactly 2 words', '你好世界'],
    ['one word', 'Paris.'],
    ['a one-word answer', 'Paris'],
    ['yes or no', 'Yes.'],
    ['Yes/No', '**no**'],
    ['bullet list, at most 5 words', '- one\n- two'],
  ])('for %j, %j is compliant', (expected, response) => {
    expect(checkFormat(expected, response)).toEqual({ issues: [], open: false });
  });

  test.each([
    ['JSON', 'Here: {"ok":true}', ['is not valid JSON']],
    ['JSON', '```json\n{"ok":true}\n```', ['wrapped in a code fence']],
    ['JSON', '```\n{"ok":\n```', ['wrapped in a code fence', 'is not valid JSON']],
    ['JSON object', '[1]', ['is JSON, but no object']],
    ['JSON object', 'null', ['is JSON, but no object']],
    ['JSON array', '{"a":1}', ['is JSON, but no array']],
    ['bullet list', 'one, two', ['has no bullet list']],
    ['numbered list', '- one', ['has no numbered list']],
    ['Markdown table', '| a | b |\n|---|\n', ['has no Markdown table']],
    ['at most 3 words', 'one two three four', ['has 4 words; at most 3']],
    ['at least 3 words', 'one', ['has 1 word; at least 3']],
    ['exactly 3 words', 'one two', ['has 2 words; exactly 3']],
    ['at most 4 characters', 'paris', ['has 5 characters; at most 4']],
    ['one sentence', 'He came. He left.', ['has 2 sentences; exactly 1']],
    ['at most 2 lines', 'a\nb\nc', ['has 3 lines; at most 2']],
    ['at least two paragraphs', 'a\nb', ['has 1 paragraph; at least 2']],
    ['one word', 'Paris, France', ['has 2 words; exactly 1']],
    ['yes or no', 'Yes, because it is.', ['is neither yes nor no']],
    ['bullet list, at most 1 line', 'a\nb', ['has no bullet list', 'has 2 lines; at most 1']],
  ])('for %j, %j is not', (expected, response, issues) => {
    expect(issuesOf(expected, response)).toEqual(issues);
    expect(checkFormat(expected, response).open).toBe(false);
  });
});

describe('what code does not surely understand stays open', () => {
  test.each([
    ['a haiku', 'x'],
    ['plain text', 'x'],
    ['a JSON object or a bullet list', 'x'],
    ['JSON, or plain text', 'x'],
    ['JSON lines', '{}\n{}'],
    ['JSON in a code fence', '```json\n{}\n```'],
    ['JSON with an explanation', 'x {}'],
    ['An explanation followed by JSON', 'x {}'],
    ['a list of facts in JSON', 'x'],
    ['a JSON schema', 'x'],
    [
      'JSON object with keys summary (at most 5 words) and title',
      '{"summary":"one two three four five six"}',
    ],
    ['no bullet list', 'x'],
    ['Do not use bullet lists', 'x'],
    ['Bullet lists are forbidden', 'x'],
    ['a bullet list in which each item has at most 3 words', '- one two three four\n- b'],
    ['a title of at most 3 words and a story', 'one two three four'],
    ['more than one sentence', 'He came. He left.'],
    ['one to three sentences', 'He came. He left.'],
    ['yes or no, with a reason', 'Yes, because.'],
    ['50 words', 'x'],
  ])('%j', (expected, response) => {
    expect(checkFormat(expected, response)).toEqual({ issues: [], open: true });
  });

  test('while the rest is checked', () => {
    expect(issuesOf('JSON object with key ok', 'no')).toEqual(['is not valid JSON']);
    expect(checkFormat('JSON object with key ok', '{}')).toEqual({ issues: [], open: true });
    expect(checkFormat('At most 5 words, in French', 'Bonjour')).toEqual({ issues: [], open: true });
    expect(issuesOf('At most 1 word, no greeting', 'Hello there')).toEqual(['has 2 words; at most 1']);
  });
});

test('deep and long responses are checked like others', () => {
  const deep = '['.repeat(25_000) + ']'.repeat(25_000);

  expect(issuesOf('JSON array', deep)).toEqual([]);
  expect(issuesOf('bullet list', '\n'.repeat(50_000))).toEqual(['has no bullet list']);
  expect(issuesOf('Markdown table', '|-'.repeat(25_000))).toEqual(['has no Markdown table']);
  expect(issuesOf('at most 1 paragraph', '\n \t'.repeat(16_000))).toEqual([]);
});

test('no expected format and no response make it throw', () => {
  const pieces = fc.constantFrom(
    'JSON',
    ' object',
    ' at most ',
    '3',
    ' words',
    ' or ',
    ' no ',
    '. ',
    '|',
    '(',
    ')',
  );
  const expected = fc.oneof(
    fc.string({ maxLength: 1_000 }),
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(expected, fc.string({ unit: 'binary' }), (format, response) => {
      expect(typeof checkFormat(format, response).open).toBe('boolean');
    }),
    { numRuns: 300 },
  );
});
