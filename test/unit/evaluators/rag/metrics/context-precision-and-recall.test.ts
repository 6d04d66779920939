import { describe, expect, test } from '@jest/globals';
import { metric, noClaims, skipReason } from '../run-rag.ts';

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
      expect(await skipReason(name, {}, noClaims())).toBe('the ground truth makes no claims');
    },
  );
});
