import { describe, expect, test } from '@jest/globals';
import { ragJudge } from '../../../../support/rag-judge.ts';
import { metric, runRag } from '../run-rag.ts';

describe('context relevance', () => {
  test('is the mean of the marks of each sample, over 5, with one score per passage', async () => {
    const judge = ragJudge({
      passage_marks: () => ({
        analysis: 'First best.',
        marks: [1, 2, 3].map((chunk) => ({ chunk, score: 6 - chunk })),
      }),
    });

    expect(await metric('context_relevance', { samples: 2 }, judge)).toMatchObject({
      score: 0.8,
      raw_score: 4,
      explanation: 'First best.',
      metadata: { scale: [1, 5], samples: [4, 4], standard_error: 0, chunk_scores: [1, 0.8, 0.6] },
    });
  });

  test('passages that a sample leaves out are not counted', async () => {
    const judge = ragJudge({
      passage_marks: () => ({
        marks: [
          { chunk: 1, score: 5 },
          { chunk: 2, score: 3 },
        ],
      }),
    });

    expect(await metric('context_relevance', {}, judge)).toMatchObject({
      raw_score: 4,
      metadata: { chunk_scores: [1, 0.6, null] },
    });
  });

  test('is failed where fewer than half of the passages are marked', async () => {
    const judge = ragJudge({ passage_marks: () => ({ marks: [{ chunk: 1, score: 5 }] }) });

    const { results } = await runRag(judge, { metrics: ['context_relevance'] });

    expect(results.metrics).toEqual({});
    expect(results.failed_metrics).toMatchObject([{ code: 'judge_misbehaved' }]);
  });

  test('marks beyond the scale or of other passages are no marks', async () => {
    const judge = ragJudge({
      passage_marks: () => ({
        marks: [
          { chunk: 1, score: 9 },
          { chunk: 4, score: 1 },
          { chunk: 2, score: 3 },
          { chunk: 2, score: 5 },
          { chunk: '3', score: '3' },
        ],
      }),
    });

    expect(await metric('context_relevance', {}, judge)).toMatchObject({
      raw_score: 3,
      metadata: { chunk_scores: [null, 0.6, 0.6] },
    });
  });
});
