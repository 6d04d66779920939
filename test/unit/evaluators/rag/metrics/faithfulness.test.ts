import { describe, expect, test } from '@jest/globals';
import { ragJudge } from '../../../../support/rag-judge.ts';
import { claimsText, metric, noClaims, skipReason } from '../run-rag.ts';

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
      expect(await skipReason(name, {}, noClaims())).toBe('the answer makes no claims');
    },
  );

  test('without explanations there is none', async () => {
    expect(await metric('faithfulness', { explain: false })).toMatchObject({ explanation: null });
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
