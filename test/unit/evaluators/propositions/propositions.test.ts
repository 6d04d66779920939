import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PropositionsBody } from '../../../../src/evaluators/propositions/body.ts';
import { PropositionsResults, propositions } from '../../../../src/evaluators/propositions/propositions.ts';

const evaluate = (fields: Record<string, unknown>) => propositions.evaluate(PropositionsBody.parse(fields));

const acme = {
  extracted: ['Alice founded Acme Corp in 2020', 'Bob joined Acme in 2021'],
  reference: ['Alice founded Acme Corp in 2020', 'Carol raised funding for Acme in 2022'],
};
const cells = {
  extracted: ['Mitochondria produce ATP', 'Cells contain nuclei'],
  reference: ['Mitochondria produce energy', 'Cells contain nuclei'],
};

describe('propositions', () => {
  test('by jaccard at .5 match where half of the words are common', () => {
    expect(evaluate({ ...acme, method: 'jaccard', threshold: 0.5 })).toEqual({
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      matched: 1,
      total_extracted: 2,
      total_reference: 2,
      claim_density_per_100_tokens: 18.1818,
      avg_prop_len_tokens: 5.5,
      dedup_rate: 0,
      details: {
        threshold: 0.5,
        method: 'jaccard',
        matches: [{ extracted: 0, reference: 0, similarity: 1 }],
        misses: [{ extracted: 1, best_reference: 0, similarity: 0.2222 }],
      },
      failed_metrics: [],
      skipped_metrics: [],
      partial_results: false,
    });
  });

  test('by default match from a TF-IDF cosine of .7 on', () => {
    const { precision, recall, f1, details } = evaluate(cells);

    expect({ precision, recall, f1 }).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(details).toEqual({
      threshold: 0.7,
      method: 'semantic',
      matches: [{ extracted: 1, reference: 1, similarity: 1 }],
      misses: [{ extracted: 0, best_reference: 0, similarity: 0.5542 }],
    });
  });

  test('all match themselves at a threshold of 1, by either method', () => {
    const texts = ['The old stone bridge over the Wey', 'opened in 1932 and carries eight lanes', 'It rains'];
    for (const method of ['semantic', 'jaccard']) {
      const { f1 } = evaluate({ extracted: texts, reference: texts, method, threshold: 1 });
      expect(f1).toBe(1);
    }
  });

  test('match at a threshold of 0 even where they have nothing in common', () => {
    const { matched, details } = evaluate({
      extracted: ['one', 'two'],
      reference: ['three', 'four'],
      threshold: 0,
    });

    expect(matched).toBe(1);
    expect(details.matches).toEqual([{ extracted: 0, reference: 0, similarity: 0 }]);
    expect(details.threshold).toBe(0);
  });

  test('take the first of two equal references, and a repeat finds it taken', () => {
    const { matched, details } = evaluate({
      extracted: ['Cells contain nuclei', 'Cells contain nuclei'],
      reference: ['Cells contain nuclei', 'Cells contain nuclei'],
    });

    expect(matched).toBe(1);
    expect(details.matches).toEqual([{ extracted: 0, reference: 0, similarity: 1 }]);
    expect(details.misses).toEqual([{ extracted: 1, best_reference: 0, similarity: 1 }]);
  });

  test('have precision over the extracted and recall over the reference list', () => {
    const { precision, recall, f1 } = evaluate({
      extracted: ['Cells contain nuclei'],
      reference: ['Cells contain nuclei', 'Water boils', 'Snow falls', 'Iron rusts'],
    });

    expect({ precision, recall, f1 }).toEqual({ precision: 1, recall: 0.25, f1: 0.4 });
  });

  test('with nothing in common name no best reference', () => {
    const { f1, details } = evaluate({ extracted: ['alpha'], reference: ['beta'] });

    expect(f1).toBe(0);
    expect(details.misses).toEqual([{ extracted: 0, best_reference: null, similarity: 0 }]);
  });

  test('that repeat each other lower the share of unique ones', () => {
    expect(evaluate({ extracted: ['x y', 'x y', 'x y', 'z'], reference: ['x'] }).dedup_rate).toBe(0.5);
  });

  test('of whitespace only have no density rather than an infinite one', () => {
    const results = evaluate({ extracted: [' ', '\n'], reference: ['text'] });

    expect(results.claim_density_per_100_tokens).toBeNull();
    expect(results.avg_prop_len_tokens).toBe(0);
  });

  test('of any legal body have finite results that their schema takes', () => {
    const statement = fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
      .map((each) => each.replaceAll('\0', '0'));
    const statements = fc.array(statement, { minLength: 1, maxLength: 8 });
    const method = fc.constantFrom('semantic', 'jaccard');
    const threshold = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.record({ extracted: statements, reference: statements, method, threshold }), (body) => {
        const results = evaluate(body);

        expect(PropositionsResults.safeParse(results).success).toBe(true);
        const { matched, total_extracted, total_reference, details } = results;
        expect(matched).toBeLessThanOrEqual(Math.min(total_extracted, total_reference));
        expect(details.matches).toHaveLength(matched);
        expect(details.misses).toHaveLength(total_extracted - matched);
        expect(new Set(details.matches.map(({ reference }) => reference)).size).toBe(matched);
      }),
    );
  });

  test('report precision, recall and f1 as their scores', () => {
    expect(propositions.scoresOf(evaluate(cells))).toEqual([
      { name: 'precision', value: 0.5, direction: 'higher' },
      { name: 'recall', value: 0.5, direction: 'higher' },
      { name: 'f1', value: 0.5, direction: 'higher' },
    ]);
  });
});

test.each([
  ['an empty list', { ...cells, extracted: [] }],
  ['an empty text', { ...cells, reference: [''] }],
  ['a text of 2,001 characters', { ...cells, extracted: ['x'.repeat(2_001)] }],
  ['1,001 texts', { ...cells, reference: Array(1_001).fill('x') }],
  ['a threshold of 2', { ...cells, threshold: 2 }],
  ['a threshold below 0', { ...cells, threshold: -0.1 }],
  ['another method', { ...cells, method: 'embeddings' }],
])('%s is no legal body', (_, body) => {
  expect(PropositionsBody.safeParse(body).success).toBe(false);
});
