import { expect, test } from '@jest/globals';
import { explain } from '../../../../src/judges/embedded/explain.ts';
import { type FeatureName, measureFeatures } from '../../../../src/judges/embedded/features.ts';
import { assess, evaluate, standardise } from '../../../../src/judges/embedded/model.ts';
import { weights } from '../../../../src/judges/embedded/weights.ts';
import { summaryDimensions } from '../../../../src/judges/judge.ts';
import { faithful } from './texts.ts';

const [source, summary] = faithful[1] ?? ['', ''];

test('contributions are weight times standardised feature, largest first, and add up to the line', () => {
  const features = measureFeatures(source, summary, weights.tables);
  const standardised = standardise(features, weights.scales);
  const assessments = assess(features, weights);
  for (const dimension of summaryDimensions) {
    const line = weights.dimensions[dimension];
    const { contributions } = assessments[dimension];
    for (const { name, amount } of contributions)
      expect(amount).toBe((line.weights[name] ?? 0) * standardised[name]);
    const sizes = contributions.map(({ amount }) => Math.abs(amount));
    const total = contributions.reduce((sum, { amount }) => sum + amount, line.intercept);
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
    expect(total).toBeCloseTo(evaluate(line, standardised), 9);
  }
});

test('a text that passes both checks is rated by its line within 1..5', () => {
  const features = measureFeatures(source, source, weights.tables);
  const { relevance } = assess(features, weights);
  const value = evaluate(weights.dimensions.relevance, standardise(features, weights.scales));
  expect(relevance.failed).toBeNull();
  expect(relevance.rating).toBeCloseTo(Math.min(5, Math.max(1, value)), 9);
});

test('features beyond four standard deviations count as four', () => {
  const features = { ...measureFeatures(source, summary, weights.tables), length: 1e9, stutter: -1e9 };
  const standardised = standardise(features, weights.scales);
  expect(standardised.length).toBe(4);
  expect(standardised.stutter).toBe(-4);
});

test('a failed check is what the explanation speaks of', () => {
  const features = measureFeatures(source, 'Lorem ipsum dolor sit amet.', weights.tables);
  const { consistency } = assess(features, weights);
  expect(consistency.failed?.check).toBe('support');
  expect(explain(consistency, features)).toContain('too little of it is found in the source');
});

test('the explanation quotes the features that moved the rating most', () => {
  const features = measureFeatures(source, summary, weights.tables);
  const move = (name: FeatureName, amount: number) => ({ name, amount });
  const contributions = [
    move('coverage', 0.4),
    move('repeatedPairs', -0.3),
    move('length', 0.2),
    move('stutter', 0.1),
  ];
  const text = explain(
    { rating: 4, contributions, failed: null },
    { ...features, coverage: 0.94, repeatedPairs: 0.12, length: Math.log1p(8) },
  );
  expect(text).toBe(
    'Judged by its wording alone; what raised the mark: 94 % of its words are found in the source, it has 8 words; what lowered it: 12 % of its word pairs repeat.',
  );
});

test('every feature of any text is a finite number', () => {
  for (const [one, other] of [
    ['', ''],
    ['', 'word'],
    ['word', ''],
    ['.', '!'],
    ['\uD800', '\uDC00 x'],
  ] as const) {
    for (const value of Object.values(measureFeatures(one, other, weights.tables)))
      expect(Number.isFinite(value)).toBe(true);
  }
});
