import { describe, expect, test } from '@jest/globals';
import { RagBody } from '../../../../src/evaluators/rag/body.ts';
import { rag } from '../../../../src/evaluators/rag/rag.ts';
import { type EmbeddingModel, JudgeError } from '../../../../src/judges/judge.ts';
import { oneCall } from '../../../support/fake-judge.ts';
import { ragJudge } from '../../../support/rag-judge.ts';
import { ragBody, runRag } from './run-rag.ts';

const embeddingsOf = (...vectors: number[][]): EmbeddingModel => ({
  model: 'e-1',
  embed: async () => ({ vectors, usage: oneCall }),
});

describe('the metrics of a body', () => {
  test('are relevance, faithfulness, context precision, and answer similarity with a ground truth', async () => {
    const { results } = await runRag(ragJudge());
    const without = await runRag(ragJudge(), { metrics: null, ground_truth: '' });

    expect(Object.keys(results.metrics)).toEqual([
      'relevance',
      'faithfulness',
      'context_precision',
      'answer_similarity',
    ]);
    expect(Object.keys(without.results.metrics)).toEqual(['relevance', 'faithfulness', 'context_precision']);
  });

  test.each([
    ['an unknown metric', { metrics: ['accuracy'] }],
    ['a prototype key', { metrics: ['constructor'] }],
    ['no metric', { metrics: [] }],
    ['no passage', { retrieved_contexts: [] }],
    ['21 passages', { retrieved_contexts: Array.from({ length: 21 }, () => 'a') }],
    ['an empty passage', { retrieved_contexts: [''] }],
    ['no answer', { generated_response: '' }],
    ['a long question', { query: 'x'.repeat(10_001) }],
  ])('%s is refused', (_case, fields) => {
    expect(RagBody.safeParse({ ...ragBody, ...fields }).success).toBe(false);
  });
});

describe('names', () => {
  test('a metric stands under every name that was asked, and counts once', async () => {
    const asked = ['claim_faithfulness', 'answer_faithfulness', 'answer_relevance', 'relevance'];
    const { results } = await runRag(ragJudge(), { metrics: asked });

    expect(Object.keys(results.metrics)).toEqual(asked);
    expect(results.metrics['claim_faithfulness']).toEqual({
      ...results.metrics['answer_faithfulness'],
      name: 'claim_faithfulness',
    });
    // (2/3 + (0.8 + 1)/2) / 2
    expect(results.generation_quality).toBe(0.7834);
    expect(rag.scoresOf(results).map(({ name }) => name)).toEqual(asked);
  });

  test('a failure and a skip stand under every name too', async () => {
    const { results } = await runRag(ragJudge({ claims: () => ({ claims: [] }), mark: () => 'none' }), {
      metrics: ['faithfulness', 'claim_faithfulness', 'answer_relevance'],
    });

    expect(results.skipped_metrics.map(({ name }) => name)).toEqual(['faithfulness', 'claim_faithfulness']);
    expect(results.failed_metrics.map(({ name }) => name)).toEqual(['answer_relevance']);
  });
});

describe('the means', () => {
  test('lower-is-better metrics enter as 1 − score, and overall is the mean of the sides', async () => {
    const { results } = await runRag(ragJudge(), {
      metrics: ['hallucination', 'noise_sensitivity', 'context_recall'],
    });

    expect(results).toMatchObject({
      retrieval_quality: 0.5,
      generation_quality: 0.6667,
      overall_score: 0.5834,
    });
  });

  test('a side of which nothing was measured is null and leaves overall alone', async () => {
    const { results } = await runRag(ragJudge(), {
      metrics: ['context_recall', 'noise_sensitivity'],
      ground_truth: '',
    });
    const retrieval = await runRag(ragJudge(), { metrics: ['context_recall'] });

    expect(results).toMatchObject({ overall_score: null, retrieval_quality: null, generation_quality: null });
    expect(retrieval.results).toMatchObject({
      overall_score: 0.5,
      retrieval_quality: 0.5,
      generation_quality: null,
    });
  });
});

describe('answer similarity', () => {
  test('is the cosine of the embeddings, and counts', async () => {
    const { results, warnings, usage } = await runRag(ragJudge({}, embeddingsOf([1, 0], [3, 4])), {
      metrics: ['answer_similarity'],
    });

    expect(results.metrics['answer_similarity']).toMatchObject({
      score: 0.6,
      raw_score: 0.6,
      metadata: { method: 'embeddings', embedding_model: 'e-1', cosine: 0.6, scale: [0, 1] },
    });
    expect(results.generation_quality).toBe(0.6);
    expect(warnings).toEqual([]);
    expect(usage.calls).toBe(1);
  });

  test('a negative cosine is 0, and is shown', async () => {
    const { results } = await runRag(ragJudge({}, embeddingsOf([1, 0], [-1, 0])), {
      metrics: ['answer_similarity'],
    });

    expect(results.metrics['answer_similarity']).toMatchObject({
      score: 0,
      raw_score: -1,
      metadata: { cosine: -1 },
    });
  });

  test.each([null, embeddingsOf([1, 0], [3, 4])])(
    'of an answer without a letter or digit is 0, without a call, and counts',
    async (embeddings) => {
      const judge = ragJudge({}, embeddings);
      const { results, warnings, usage } = await runRag(judge, {
        metrics: ['answer_similarity'],
        generated_response: '?!',
      });

      expect(results.metrics['answer_similarity']).toMatchObject({ score: 0, raw_score: 0 });
      expect(results.generation_quality).toBe(0);
      expect(warnings).toEqual([]);
      expect(usage.calls).toBe(0);
    },
  );

  test('is lexical without embeddings, and then counts in no mean beside a model', async () => {
    const { results, warnings } = await runRag(ragJudge(), {
      metrics: ['answer_similarity', 'faithfulness'],
      ground_truth: 'Unrelated words.',
    });

    expect(results.metrics['answer_similarity']).toMatchObject({ score: 0, metadata: { method: 'lexical' } });
    expect(results.generation_quality).toBe(0.6667);
    expect(warnings).toEqual([expect.stringContaining('answer_similarity is lexical')]);
    expect(results.suggestions).toHaveLength(1);
  });

  test.each<[string, EmbeddingModel]>([
    [
      'fail',
      {
        model: 'e',
        embed: () => Promise.reject(new JudgeError('judge_unavailable', 'down', { usage: oneCall })),
      },
    ],
    ['are zero', embeddingsOf([0, 0], [1, 1])],
    ['are missing', embeddingsOf()],
  ])('embeddings that %s fail it, without a lexical score in their place', async (_case, embeddings) => {
    const { results, usage } = await runRag(ragJudge({}, embeddings), { metrics: ['answer_similarity'] });

    expect(results.metrics).toEqual({});
    expect(results.failed_metrics).toMatchObject([{ name: 'answer_similarity' }]);
    expect(usage.calls).toBe(1);
  });
});

describe('suggestions', () => {
  test('are one sentence per low metric', async () => {
    const { results } = await runRag(ragJudge(), {
      metrics: ['relevance', 'faithfulness', 'context_recall'],
    });

    expect(results.suggestions).toEqual([
      expect.stringContaining('not supported by the passages'),
      expect.stringContaining('lack a part of the right answer'),
    ]);
  });

  test('are none where all is well', async () => {
    const { results } = await runRag(ragJudge(), {
      metrics: ['faithfulness', 'hallucination'],
      generated_response: 'It is grey.',
    });

    expect(results.suggestions).toEqual([]);
  });
});
