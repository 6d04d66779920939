import { describe, expect, test } from '@jest/globals';
import { ragJudge } from '../../../../support/rag-judge.ts';
import { metric, noClaims } from '../run-rag.ts';

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
    expect(await metric('relevance', {}, noClaims())).toMatchObject({
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
