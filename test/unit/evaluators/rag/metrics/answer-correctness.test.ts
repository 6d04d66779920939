import { describe, expect, test } from '@jest/globals';
import { ragJudge } from '../../../../support/rag-judge.ts';
import { metric, noClaims, skipReason } from '../run-rag.ts';

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
    expect(await skipReason('answer_correctness', {}, noClaims())).toContain('makes no claims');
  });

  test('noise sensitivity is the share of wrong claims that a passage supports', async () => {
    expect(await metric('noise_sensitivity')).toMatchObject({
      score: 0.3333,
      explanation: '1 of 3 claims are supported by a passage but not by the ground truth: c2.',
      metadata: { direction: 'lower', claims: [{ id: 'c2' }] },
    });
  });

  test.each(['context_recall', 'answer_correctness', 'noise_sensitivity', 'answer_similarity'])(
    '%s is skipped without a ground truth, and one without a letter or digit is none',
    async (name) => {
      expect(await skipReason(name, { ground_truth: '' })).toBe('needs a ground truth');
      expect(await skipReason(name, { ground_truth: ' ?! ' })).toBe('needs a ground truth');
    },
  );
});
