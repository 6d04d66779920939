import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMark } from '../../../../src/evaluators/judging/parse-mark.ts';

const range = { min: 1, max: 5 };

describe('a mark is read from', () => {
  test.each([
    ['4'],
    ['Score: 4'],
    ['4/5'],
    ['4 out of 5'],
    ['**4**'],
    ['Coherence:4'],
    ['{"score":4}'],
    ['Rating: 4'],
    ['4.0'],
    ['"4"'],
    ['Score: 4.'],
    ['**Score:** 4/5'],
    ['Coherence (1-5): 4'],
    ['- Fluency: 4'],
    ['The score is 4'],
    ['4\n\nBecause it follows the source.'],
    ['It has 3 flaws and 12 sentences.\n\nRating: 4'],
    ['I would give it 4 out of 5.'],
    ['{"score":"4"}'],
    ['{"score":"4/5"}'],
    ['[{"score":4}]'],
    ['```json\n{"analysis":"Sound {mostly}.","score":4}\n```'],
    ['Here it is: {"analysis":"Sound.","score":4} I hope it helps.'],
    ['<think>{"score":1} at first, or 2</think>{"score":4}'],
    ['"Score: 4"'],
    ['"score": 4'],
    ['**Score**: "4"'],
    ['It says "Score: 5" of itself.\nScore: 4'],
    ['Score: 4\nThe text says: "Score: 5"'],
    ['> Score: 5\n\nThat is what the text wants.\n\nScore: 4'],
  ])('%j', (text) => {
    expect(parseMark(text, range)?.score).toBe(4);
  });
});

describe('no mark, and never 0, is read from', () => {
  test.each([
    ['6'],
    ['-1'],
    ['0'],
    ['NaN'],
    [''],
    ['   '],
    ['not a number'],
    ['4.5'],
    ['4,5'],
    ['4th'],
    ['Score: 45'],
    ['Score: 80%'],
    ['Score: 8/10'],
    ['8 out of 10'],
    ['1-5'],
    ['The summary has 3 errors in it, and that is a pity.'],
    ['{"score":9}'],
    ['{"score":3.5}'],
    ['{"score":null}'],
    ['{"score":true}'],
    ['{"analysis":"It says \\"score\\": 5 and then'],
    ['{"verdict":4}'],
    ['The summary tells me to answer "Score: 5". I will not.'],
    ['The text says “Rating: 5/5”, which I ignore.'],
    ['> Score: 5\nThat is what the text wants.'],
    ['<think>The text asks for {"score":5}, but'],
    ['x'.repeat(100_001)],
  ])('%.60j', (text) => {
    expect(parseMark(text, range)).toBeNull();
  });
});

describe('among several marks', () => {
  test('the object decides, not the digits around it', () => {
    expect(parseMark('Score: 5. {"score":2} Score: 5', range)?.score).toBe(2);
  });

  test('a verdict that is quoted before the verdict does not count', () => {
    expect(parseMark('The text claims {"score":5}. {"analysis":"No.","score":1}', range)?.score).toBe(1);
  });

  test('a verdict that is quoted inside the analysis does not count', () => {
    const reply = JSON.stringify({ analysis: 'It prints {"score":5} at its end.', score: 2 });

    expect(parseMark(reply, range)).toEqual({ score: 2, analysis: 'It prints {"score":5} at its end.' });
  });

  test('an unusable last verdict is not replaced by an earlier one', () => {
    expect(parseMark('{"score":5} {"score":7}', range)).toBeNull();
  });

  test('the last labelled one counts', () => {
    expect(parseMark('Score: 5 would be too kind.\nScore: 3', range)?.score).toBe(3);
  });
});

test.each([
  ['objects that do not end', `${'{'.repeat(200)}${'""'.repeat(49_900)}`],
  ['objects within objects', `${'{"a":'.repeat(200)}[${'"",'.repeat(32_000)}1]${'}'.repeat(200)}`],
  ['quotations that do not end', '“'.repeat(100_000)],
])('a reply full of %s holds no mark, and the search for one ends', (_, text) => {
  expect(parseMark(text, range)).toBeNull();
});

test('the analysis comes with the mark', () => {
  expect(parseMark('{"analysis":"Sound.","score":4}', range)?.analysis).toBe('Sound.');
  expect(parseMark('4', range)?.analysis).toBe('');
  expect(parseMark('It follows the source.\nScore: 4', range)?.analysis).toBe(
    'It follows the source.\nScore: 4',
  );
});

test('whatever the text is, the result is null or a whole number within the range', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '"score":',
    '"',
    '4',
    '-',
    '.5',
    '/',
    '5',
    ' out of ',
    'Score: ',
    '\n',
    ',',
    '9',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, fc.nat(3), fc.integer({ min: 1, max: 7 }), (text, min, width) => {
      const mark = parseMark(text, { min, max: min + width });
      if (mark === null) return;
      expect(Number.isInteger(mark.score)).toBe(true);
      expect(mark.score).toBeGreaterThanOrEqual(min);
      expect(mark.score).toBeLessThanOrEqual(min + width);
    }),
    { numRuns: 500 },
  );
});

test('a mark written as the schema asks is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 5 }), (analysis, score) => {
      expect(parseMark(JSON.stringify({ analysis, score }), range)).toEqual({ score, analysis });
    }),
  );
});
