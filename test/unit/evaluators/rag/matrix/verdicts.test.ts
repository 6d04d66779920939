import { describe, expect, test } from '@jest/globals';
import { claimsIn, questionIn, type RagScript, ragJudge } from '../../../../support/rag-judge.ts';
import { runRag } from '../run-rag.ts';

const isAgain = (prompt: string) => prompt.includes('An earlier answer');
const supported = (id: string, quote: string | null, chunk: number | null = 1) => ({
  id,
  label: 'supported',
  chunk,
  quote,
});
const missing = (id: string) => ({ id, label: 'not_found', chunk: null, quote: null });

/** Two claims, c1 and c2, about one passage. */
async function faithfulness(verdicts: RagScript['verdicts'], fields: Record<string, unknown> = {}) {
  const judge = ragJudge(verdicts ? { verdicts } : {});
  const { results, usage } = await runRag(judge, {
    metrics: ['faithfulness'],
    retrieved_contexts: ['It is grey. It is old.'],
    generated_response: 'It is grey. It is long.',
    ...fields,
  });
  const asked = judge.asked.filter(({ prompt }) => questionIn(prompt) === 'verdicts');
  return { metric: results.metrics['faithfulness'], failed: results.failed_metrics, usage, asked };
}

describe('a claim without a verdict', () => {
  test('is asked about once more, alone', async () => {
    const { metric, asked } = await faithfulness((prompt) => ({
      verdicts: isAgain(prompt) ? [missing('c2')] : [supported('c1', 'is grey')],
    }));

    expect(asked.map(({ prompt }) => claimsIn(prompt).map(({ id }) => id))).toEqual([['c1', 'c2'], ['c2']]);
    expect(metric).toMatchObject({ score: 0.5, metadata: { unjudged_claims: 0 } });
  });

  test('then does not count', async () => {
    const { metric, asked } = await faithfulness(() => ({ verdicts: [supported('c1', 'is grey')] }));

    expect(asked).toHaveLength(2);
    expect(metric).toMatchObject({
      score: 1,
      explanation: '1 of 1 claims are supported. Claims without a verdict, which do not count: 1.',
      metadata: { unjudged_claims: 1, claims: [{ id: 'c1' }] },
    });
  });

  test('fails the metric where fewer than half have one', async () => {
    const { metric, failed } = await faithfulness(() => ({ verdicts: [supported('c1', 'is grey')] }), {
      generated_response: 'It is grey. It is long. It is wide.',
    });

    expect(metric).toBeUndefined();
    expect(failed).toEqual([
      {
        name: 'faithfulness',
        code: 'judge_misbehaved',
        detail: 'the judge gave verdicts on 1 of 3 claims only',
      },
    ]);
  });

  test('for one group of passages is unjudged unless another supports it', async () => {
    const long = (text: string) => `${'x'.repeat(19_990)} ${text}`.slice(-20_000);
    const { metric } = await faithfulness(
      (prompt) => {
        const isFirst = prompt.includes('name="passage 1"');
        return { verdicts: isFirst ? [supported('c1', 'is grey'), missing('c2')] : [missing('c3')] };
      },
      {
        retrieved_contexts: ['is grey.', 'b', 'c', 'd'].map(long),
        generated_response: 'It is grey. It is long.',
      },
    );

    expect(metric).toMatchObject({ score: 1, metadata: { unjudged_claims: 1, claims: [{ id: 'c1' }] } });
  });
});

describe('a quote that is not in its passage', () => {
  test('is asked for once more, and the new verdict replaces the old', async () => {
    const { metric, asked } = await faithfulness((prompt) => ({
      verdicts: isAgain(prompt)
        ? [supported('c1', 'is grey')]
        : [supported('c1', 'purple elephants'), missing('c2')],
    }));

    expect(claimsIn(asked[1]?.prompt ?? '')).toMatchObject([{ id: 'c1' }]);
    expect(metric?.metadata).toMatchObject({
      evidence_checked_share: 1,
      claims: [{ quote: 'is grey', evidence_checked: true }, {}],
    });
  });

  test('can be taken back', async () => {
    const { metric } = await faithfulness((prompt) => ({
      verdicts: isAgain(prompt) ? [missing('c1')] : [supported('c1', 'purple elephants'), missing('c2')],
    }));

    expect(metric).toMatchObject({ score: 0, metadata: { claims: [{ evidence_checked: null }, {}] } });
  });

  test('twice leaves the label with evidence_checked false', async () => {
    const { metric, usage } = await faithfulness(() => ({
      verdicts: [supported('c1', 'purple elephants'), missing('c2')],
    }));

    expect(usage.calls).toBe(1 + 2);
    expect(metric).toMatchObject({
      score: 0.5,
      metadata: { evidence_checked_share: 0, claims: [{ label: 'supported', evidence_checked: false }, {}] },
    });
  });

  test('twice is not found with strict_evidence', async () => {
    const { metric } = await faithfulness(
      () => ({ verdicts: [supported('c1', 'purple elephants'), missing('c2')] }),
      { strict_evidence: true },
    );

    expect(metric).toMatchObject({
      score: 0,
      metadata: { claims: [{ label: 'not_found', chunk: null, evidence_checked: false }, {}] },
    });
  });

  test.each([[2], [0], [-1], [null], [1.5], ['one']])('is one of passage %j', async (chunk) => {
    const { metric, asked } = await faithfulness(() => ({
      verdicts: [{ ...supported('c1', 'is grey'), chunk }, missing('c2')],
    }));

    expect(asked).toHaveLength(2);
    expect(metric?.metadata.claims?.[0]).toMatchObject({
      label: 'supported',
      chunk: null,
      chunks: [],
      evidence_checked: false,
    });
  });
});

test('support that stood is kept when other support for the same claim is asked for again', async () => {
  const { metric } = await faithfulness(
    (prompt) => ({
      verdicts: isAgain(prompt)
        ? [supported('c1', 'is grey', 3)]
        : [supported('c1', 'is grey', 1), supported('c1', 'purple elephants', 2), missing('c2')],
    }),
    { retrieved_contexts: ['It is grey.', 'It is old.', 'It is grey.'] },
  );

  expect(metric?.metadata.claims?.[0]).toMatchObject({ chunks: [1, 3], evidence_checked: true });
});

test('a second answer that cannot be read leaves the first as it is', async () => {
  const { metric } = await faithfulness((prompt) =>
    isAgain(prompt) ? 'I cannot say.' : { verdicts: [supported('c1', 'is grey')] },
  );

  expect(metric).toMatchObject({ score: 1, metadata: { unjudged_claims: 1 } });
});

test('a claim is supported if any passage supports it, else contradicted if any contradicts it', async () => {
  const { metric } = await faithfulness(() => ({
    verdicts: [
      { id: 'c1', label: 'contradicted', chunk: 1, quote: null },
      supported('c1', 'is grey'),
      missing('c2'),
      { id: 'c2', label: 'Contradicted', chunk: null, quote: null },
    ],
  }));

  expect(metric?.metadata.claims?.map(({ label }) => label)).toEqual(['supported', 'contradicted']);
  expect(metric?.explanation).toBe('1 of 2 claims are supported; contradicted: c2.');
});

test('labels are read whatever their case, and numbers as words', async () => {
  const { metric, asked } = await faithfulness(() => ({
    verdicts: [
      { id: 'c1', label: ' Supported', chunk: '1', quote: 'is grey' },
      { id: 'c2', label: 'not found' },
    ],
  }));

  expect(asked).toHaveLength(1);
  expect(metric?.score).toBe(0.5);
});

test('the reply is held to a closed schema with the asked ids and the numbers of the passages', async () => {
  const { asked } = await faithfulness(undefined);

  expect(asked[0]?.reply.schema).toEqual({
    type: 'object',
    properties: {
      verdicts: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string', enum: ['c1', 'c2'] },
            label: { type: 'string', enum: ['supported', 'contradicted', 'not_found'] },
            chunk: { type: ['integer', 'null'], minimum: 1, maximum: 1 },
            quote: { type: ['string', 'null'] },
          },
          required: ['id', 'label', 'chunk', 'quote'],
          additionalProperties: false,
        },
      },
    },
    required: ['verdicts'],
    additionalProperties: false,
  });
});
