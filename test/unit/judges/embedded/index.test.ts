import { statSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { embeddedJudge } from '../../../../src/judges/embedded/index.ts';
import { summaryDimensions } from '../../../../src/judges/judge.ts';
import { mean } from '../../../../src/statistics/means.ts';
import { createRandom, shuffle } from '../../../../src/statistics/random.ts';
import { faithful } from './texts.ts';

const random = createRandom(11);
const nonsense: readonly (readonly [name: string, spoil: (summary: string, index: number) => string])[] = [
  ['words in random order', (summary) => shuffle(summary.split(' '), random).join(' ')],
  ['the summary of another text', (_summary, index) => faithful[(index + 1) % faithful.length]?.[1] ?? ''],
  ['placeholder text', () => 'Lorem ipsum dolor sit amet, consectetur adipiscing elit.'],
  ['random words', () => 'purple elephant quantum dishwasher seventeen banana'],
  ['random letters', () => 'asdf qwer zxcv hjkl uiop xcvb'],
  ['one word again and again', (summary) => `${summary.split(' ').at(-2)} `.repeat(9)],
  ['a single word', () => 'bridge'],
  ['symbols', () => '!!! ??? ###'],
];

function rate(source: string, summary: string): number {
  const marks = embeddedJudge.markSummary(source, summary);
  return mean(summaryDimensions.map((dimension) => marks[dimension].rating)) ?? Number.NaN;
}

test.each(faithful)('a faithful summary of "%s" is rated above the middle', (source, summary) => {
  expect(rate(source, summary)).toBeGreaterThan(3);
});

test.each(nonsense)(
  '%s are rated at least a point and a half below faithful summaries on average',
  (_name, spoil) => {
    const good = mean(faithful.map(([source, summary]) => rate(source, summary))) ?? 0;
    const bad = mean(faithful.map(([source, summary], index) => rate(source, spoil(summary, index)))) ?? 0;
    expect(bad).toBeLessThan(good - 1.5);
  },
);

test('a summary of another text is neither consistent nor relevant', () => {
  const [source] = faithful[0] ?? ['', ''];
  const marks = embeddedJudge.markSummary(source, faithful[2]?.[1] ?? '');
  expect(marks.consistency.rating).toBeLessThan(2);
  expect(marks.relevance.rating).toBeLessThan(2);
});

test('capitals and a missing point at the end hardly matter', () => {
  for (const [source, summary] of faithful) {
    expect(rate(source, summary.toLowerCase())).toBeGreaterThan(rate(source, summary) - 0.6);
    expect(rate(source, summary.replace(/\.$/u, ''))).toBeGreaterThan(rate(source, summary) - 0.6);
  }
});

test('tokenised text is read like the original', () => {
  const [source] = faithful[1] ?? ['', ''];
  const plain = rate(source, "The council's answer: the library didn't close, it stays open until nine.");
  const tokenised = rate(
    source,
    "The council 's answer : the library did n't close , it stays open until nine .",
  );
  expect(tokenised).toBeCloseTo(plain, 9);
});

test('any two texts get four ratings within 1..5, each with an explanation', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc
      .array(
        fc.constantFrom(
          'the',
          'bridge',
          'Paris',
          '12',
          'not',
          '.',
          '!',
          '"',
          'opened',
          "n't",
          '漢字',
          '😀',
          '\uD800',
        ),
        { maxLength: 60 },
      )
      .map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, text, (source, summary) => {
      const marks = embeddedJudge.markSummary(source, summary);
      for (const dimension of summaryDimensions) {
        expect(marks[dimension].rating).toBeGreaterThanOrEqual(1);
        expect(marks[dimension].rating).toBeLessThanOrEqual(5);
        expect(marks[dimension].explanation).toMatch(/^[A-Z].*\.$/su);
        expect(marks[dimension].explanation).not.toMatch(/NaN|Infinity|undefined/u);
      }
      expect(embeddedJudge.markSummary(source, summary)).toEqual(marks);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['one long word', 'a'.repeat(100_000), 'a'.repeat(50_000)],
  ['one short sentence again and again', 'cat. '.repeat(20_000), 'cat. '.repeat(10_000)],
  ['no spaces', '漢字'.repeat(50_000), '漢字'.repeat(25_000)],
  ['symbols around a word', `${'"(`'.repeat(33_000)} word`, `${"'".repeat(49_000)} word`],
])('texts of the largest size are judged: %s', (_name, source, summary) => {
  expect(rate(source, summary)).toBeGreaterThanOrEqual(1);
});

test('a summary without words gets the lowest rating and says so', () => {
  expect(embeddedJudge.markSummary('A text.', ' … ').fluency).toEqual({
    rating: 1,
    explanation: 'There is nothing to judge: the summary has no words.',
  });
});

test('the judge says who it is and how far it agreed with people', () => {
  expect(embeddedJudge).toMatchObject({ kind: 'embedded', provider: 'embedded', model: 'lexical-1' });
  for (const dimension of summaryDimensions) expect(embeddedJudge.agreement[dimension]).toBeGreaterThan(0.2);
});

test('the weights stay below 100 KB', () => {
  const file = new URL('../../../../src/judges/embedded/weights.ts', import.meta.url);
  expect(statSync(file).size).toBeLessThanOrEqual(100_000);
});
