import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type JudgedService, startJudgedService } from '../support/judged-service.ts';
import { literalReply, questionIn, type RagQuestion } from '../support/rag-judge.ts';
import type { JudgeCall, Scripted } from '../support/scripted-judge.ts';

const path = '/api/v1/evaluations/rag';
const body = {
  query: 'What is known of the bridge?',
  retrieved_contexts: ['It is grey. It is old.', 'It opened in 1932. It is grey.'],
  generated_response: 'It opened in 1932. It is grey. It is long.',
  ground_truth: 'It opened in 1932. It has eight lanes.',
  metrics: ['relevance', 'faithfulness', 'context_precision', 'context_recall', 'context_relevance'],
  samples: 1,
};
let service: JudgedService;

const promptOf = (call: JudgeCall): string => call.body.messages.at(-1).content;
const literal = (call: JudgeCall): Scripted => ({ text: literalReply(promptOf(call)) });
const instead = (question: RagQuestion, step: Scripted) => (call: JudgeCall) =>
  questionIn(promptOf(call)) === question ? step : literal(call);

beforeAll(async () => {
  service = await startJudgedService(literal);
});
// A success ends a pause that another test's failures began.
beforeEach(async () => {
  service.judge.follow(literal);
  await service.call('POST', path, { ...body, metrics: ['context_relevance'] });
  service.judge.follow(literal);
});
afterAll(() => service.stop());

describe('rag by a model', () => {
  test('answers metrics and means, and counts every call', async () => {
    const reply = await service.call('POST', path, body);

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      metrics: {
        relevance: { score: 0.9, raw_score: 4 },
        faithfulness: { score: 0.6667 },
        context_precision: { score: 0.5, metadata: { first_useful_rank: 2 } },
        context_recall: { score: 0.5 },
        context_relevance: { score: 0.8, metadata: { chunk_scores: [0.8, 0.8] } },
      },
      retrieval_quality: 0.6,
      generation_quality: 0.7834,
      overall_score: 0.6917,
      failed_metrics: [],
      skipped_metrics: [],
      metadata: { judge: { provider: 'openai', kind: 'model', prompt_version: 1 } },
    });
    expect(reply.body.metadata.usage.calls).toBe(service.judge.calls.length);
    expect(service.judge.calls).toHaveLength(7);
  });

  test('a verdict that stays missing is asked for once more, and does not count', async () => {
    service.judge.follow((call) =>
      questionIn(promptOf(call)) === 'verdicts'
        ? { text: literalReply(promptOf(call)).replaceAll('"c3"', '"c9"') }
        : literal(call),
    );

    const reply = await service.call('POST', path, { ...body, metrics: ['faithfulness'] });

    expect(reply.body.metrics.faithfulness).toMatchObject({ score: 1, metadata: { unjudged_claims: 1 } });
    // Claims, verdicts, the verdict on c3, and its repair, since an answer about no claim cannot be used.
    expect(reply.body.metadata.usage.calls).toBe(4);
    expect(service.judge.calls).toHaveLength(4);
  });

  test('a failing question fails what needs it, and the others are scored', async () => {
    service.judge.follow(instead('claims', { status: 401 }));

    const reply = await service.call('POST', path, body);

    expect(reply.status).toBe(200);
    expect(reply.body.partial_results).toBe(true);
    expect(Object.keys(reply.body.metrics)).toEqual(['context_relevance']);
    expect(reply.body.failed_metrics).toEqual(
      ['relevance', 'faithfulness', 'context_precision', 'context_recall'].map((name) => ({
        name,
        code: 'provider_rejected',
        detail: expect.any(String),
      })),
    );
    expect(reply.body).toMatchObject({ generation_quality: null, overall_score: 0.8 });
    expect(reply.body.metadata.usage.calls).toBe(service.judge.calls.length);
  });

  test.each([
    ['500', { status: 500 }, 503, 'judge_unavailable'],
    ['a refused key', { status: 401 }, 502, 'provider_rejected'],
    ['a refusal', { text: '', refusal: 'I decline.' }, 502, 'judge_refused'],
    ['rubbish', { text: 'no idea' }, 502, 'judge_misbehaved'],
    ['a list of nothing readable', { text: '{"claims":[1,2],"verdicts":[]}' }, 502, 'judge_misbehaved'],
  ] as const)(
    'a judge that answers %s is a typed failure, never a score',
    async (_case, step, status, code) => {
      service.judge.follow([step]);

      const reply = await service.call('POST', path, {
        ...body,
        metrics: ['faithfulness', 'context_recall'],
      });

      expect(reply.status).toBe(status);
      expect(reply.body.code).toBe(code);
      expect(reply.text).not.toContain('score');
    },
  );

  test('a batch takes its mean from the overall scores', async () => {
    const reply = await service.call('POST', '/api/v1/evaluations/batch', {
      evaluation_type: 'rag',
      items: [body, { ...body, generated_response: 'It is grey.' }],
      metrics: ['faithfulness'],
    });

    expect(reply.body).toMatchObject({
      status: 'completed',
      successful: 2,
      overall_score: expect.any(Number),
    });
    expect(reply.body.usage.calls).toBe(service.judge.calls.length);
  });

  test('an unknown metric is refused by name', async () => {
    const reply = await service.call('POST', path, { ...body, metrics: ['accuracy'] });

    expect(reply.status).toBe(422);
    expect(reply.body.detail).toContain('claim_faithfulness');
  });
});
