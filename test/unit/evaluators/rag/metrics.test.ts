import { describe, expect, test } from '@jest/globals';
import { ragJudge } from '../../../support/rag-judge.ts';
import { claimsText, runRag } from './run-rag.ts';

async function metric(name: string, fields: Record<string, unknown> = {}, judge = ragJudge()) {
  const { results } = await runRag(judge, { metrics: [name], ...fields });
  return results.metrics[name];
}

async function skipReason(name: string, fields: Record<string, unknown>, judge = ragJudge()) {
  const { results } = await runRag(judge, { metrics: [name], ...fields });
  expect(results.metrics).toEqual({});
  return results.skipped_metrics[0]?.reason;
}

const noClaims = ragJudge({ claims: () => ({ claims: [] }) });

describe('faithfulness and hallucination', () => {
  test('faithfulness is the share of supported claims, and shows each claim', async () => {
    expect(await metric('faithfulness')).toEqual({
      name: 'faithfulness',
      score: 0.6667,
      raw_score: 0.6667,
      explanation: '2 of 3 claims are supported; not found: c3.',
      metadata: {
        scale: [0, 1],
        direction: 'higher',
        samples: [0.6667],
        standard_error: null,
        judge: 'openai:m',
        prompt_version: 1,
        unjudged_claims: 0,
        evidence_checked_share: 1,
        claims: [
          {
            id: 'c1',
            text: 'It opened in 1932.',
            label: 'supported',
            chunk: 2,
            chunks: [2],
            quote: 'It opened in 1932.',
            evidence_checked: true,
          },
          {
            id: 'c2',
            text: 'It is grey.',
            label: 'supported',
            chunk: 1,
            chunks: [1, 2],
            quote: 'It is grey.',
            evidence_checked: true,
          },
          {
            id: 'c3',
            text: 'It is long.',
            label: 'not_found',
            chunk: null,
            chunks: [],
            quote: null,
            evidence_checked: null,
          },
        ],
      },
    });
  });

  test('hallucination is the share of the others, and lower is better', async () => {
    expect(await metric('hallucination')).toMatchObject({
      score: 0.3333,
      metadata: { direction: 'lower', samples: [0.3333] },
    });
  });

  test.each(['faithfulness', 'hallucination', 'noise_sensitivity'])(
    '%s of an answer without claims is skipped, not 0 or 1',
    async (name) => {
      expect(await skipReason(name, {}, noClaims)).toBe('the answer makes no claims');
    },
  );

  test('without explanations there is none', async () => {
    expect(await metric('faithfulness', { explain: false })).toMatchObject({ explanation: null });
  });
});

describe('context precision and recall', () => {
  test('context precision is the average precision of what supports the ground truth', async () => {
    expect(await metric('context_precision')).toMatchObject({
      score: 0.5,
      explanation: '1 of 3 passages support a claim of the ground truth: 2.',
      metadata: { precision: 0.3333, first_useful_rank: 2 },
    });
  });

  test.each([[null], [''], ['  \n']])(
    'with the ground truth %j it is that of what supports the answer',
    async (ground_truth) => {
      expect(await metric('context_precision', { ground_truth })).toMatchObject({
        score: 1,
        metadata: { precision: 0.6667, first_useful_rank: 1 },
      });
    },
  );

  test('it is 0, without a rank, where no passage is useful', async () => {
    expect(await metric('context_precision', { retrieved_contexts: ['Swans.'] })).toMatchObject({
      score: 0,
      metadata: { precision: 0, first_useful_rank: null },
    });
  });

  test('context recall is the share of the claims of the ground truth that a passage supports', async () => {
    expect(await metric('context_recall')).toMatchObject({
      score: 0.5,
      explanation: '1 of 2 claims of the ground truth are supported; not found: g2.',
      metadata: { claims: [{ id: 'g1', chunks: [2] }, { id: 'g2' }] },
    });
  });

  test.each(['context_precision', 'context_recall'])(
    '%s is skipped where the ground truth makes no claims',
    async (name) => {
      expect(await skipReason(name, {}, noClaims)).toBe('the ground truth makes no claims');
    },
  );
});

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

describe('answer correctness and noise sensitivity', () => {
  test('answer correctness is F1 of two directed checks', async () => {
    expect(await metric('answer_correctness')).toMatchObject({
      score: 0.4,
      metadata: { precision: 0.3333, recall: 0.5 },
      explanation:
        '1 of 3 claims of the answer are supported; not found: c2, c3. 1 of 2 claims of the ground truth are supported; not found: g2.',
    });
  });

  test('an answer without claims beside a ground truth with some is 0 for its recall', async () => {
    const judge = ragJudge({
      claims: (prompt) => (prompt.includes('name="answer"') ? { claims: [] } : undefined),
    });

    expect(await metric('answer_correctness', {}, judge)).toMatchObject({
      score: 0,
      metadata: { precision: null, recall: 0 },
      explanation: expect.stringContaining('recall'),
    });
    expect(judge.asked).toHaveLength(2);
  });

  test('it is skipped where neither makes claims', async () => {
    expect(await skipReason('answer_correctness', {}, noClaims)).toContain('makes no claims');
  });

  test('noise sensitivity is the share of wrong claims that a passage supports', async () => {
    expect(await metric('noise_sensitivity')).toMatchObject({
      score: 0.3333,
      explanation: '1 of 3 claims are supported by a passage but not by the ground truth: c2.',
      metadata: { direction: 'lower', claims: [{ id: 'c2' }] },
    });
  });

  test.each(['context_recall', 'answer_correctness', 'noise_sensitivity', 'answer_similarity'])(
    '%s is skipped without a ground truth',
    async (name) => {
      expect(await skipReason(name, { ground_truth: '' })).toBe('needs a ground truth');
    },
  );
});

describe('relevance', () => {
  test('is the mean of the mark over 5 and the share of relevant statements', async () => {
    const judge = ragJudge({
      statements: () => ({
        verdicts: ['relevant', 'relevant', 'irrelevant'].map((label, n) => ({ id: `c${n + 1}`, label })),
      }),
    });

    expect(await metric('relevance', {}, judge)).toMatchObject({
      score: 0.7333,
      raw_score: 4,
      explanation: 'To the point.',
      metadata: { scale: [1, 5], samples: [4, 4, 4], statement_ratio: 0.6667 },
    });
  });

  test('is the mark alone where the answer makes no claims', async () => {
    expect(await metric('relevance', {}, noClaims)).toMatchObject({
      score: 0.8,
      metadata: { statement_ratio: null },
    });
  });

  test('of an answer without a letter is the lowest mark without a call', async () => {
    const judge = ragJudge();

    expect(await metric('relevance', { generated_response: '?!' }, judge)).toMatchObject({
      score: 0.2,
      raw_score: 1,
      metadata: { samples: [1], statement_ratio: null },
    });
    expect(judge.asked).toHaveLength(0);
  });

  test('asks once more for statements that were left out', async () => {
    const judge = ragJudge({
      statements: (prompt) =>
        prompt.includes('c1:')
          ? { verdicts: [{ id: 'c1', label: 'relevant' }] }
          : { verdicts: [{ id: 'c2', label: 'irrelevant' }] },
    });

    expect(await metric('relevance', {}, judge)).toMatchObject({
      metadata: { statement_ratio: 0.5, unjudged_claims: 1 },
    });
    expect(judge.asked).toHaveLength(4);
  });
});

test('more than forty claims are forty, with ids of ours whatever the reply says', async () => {
  const judge = ragJudge({
    claims: () => ({ claims: Array.from({ length: 60 }, () => ({ id: 'c1', text: 'It is grey.' })) }),
  });

  const faithfulness = await metric('faithfulness', {}, judge);

  expect(faithfulness?.metadata.claims?.map(({ id }) => id)).toEqual(
    Array.from({ length: 40 }, (_, index) => `c${index + 1}`),
  );
});

test('passages beyond 60,000 characters are judged in groups under their own numbers', async () => {
  const long = (end: string) => `${'x'.repeat(19_900)} ${end}`;
  const retrieved_contexts = ['a', 'b', 'c', 'It is grey.'].map(long);

  const faithfulness = await metric('faithfulness', {
    retrieved_contexts,
    generated_response: 'It is grey.',
  });

  expect(faithfulness).toMatchObject({ score: 1, metadata: { claims: [{ chunk: 4, chunks: [4] }] } });
});

test('all claims of a long answer are judged', async () => {
  const text = claimsText(25);

  const faithfulness = await metric('faithfulness', { generated_response: text, retrieved_contexts: [text] });

  expect(faithfulness).toMatchObject({ score: 1, metadata: { unjudged_claims: 0 } });
  expect(faithfulness?.metadata.claims).toHaveLength(25);
});
