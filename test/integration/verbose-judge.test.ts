import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';
import { claimsIn, passagesIn, questionIn, type RagQuestion } from '../support/rag-judge.ts';
import { type ScriptedJudge, startScriptedJudge } from '../support/scripted-judge.ts';

const base = '/api/v1/evaluations';
const model = 'm'.repeat(200);
let judge: ScriptedJudge;
let service: TestService;

beforeAll(async () => {
  judge = await startScriptedJudge();
  service = await startTestService({ OPENAI_BASE_URL: judge.baseUrl, OPENAI_MODEL: 'scripted' });
});
afterAll(async () => {
  await service.stop();
  await judge.stop();
});

/** What is answered is also stored: an item of the table has 400 KB. */
async function readsBack(path: string, body: Record<string, unknown>): Promise<void> {
  const reply = await service.call('POST', `${base}/${path}`, { ...body, model });

  expect(reply.status).toBe(200);
  const { evaluation_id } = reply.body.metadata;
  const stored = await service.call('GET', `${base}/results/${evaluation_id}`);
  expect(stored.body.results.metrics).toEqual(reply.body.metrics);
}

// The characters that take most bytes in UTF-8, and in JSON; a lone surrogate is one half of a character.
const wide = ['漢', '\u0001', '\ud800'];

test.each(wide)(
  'the most metrics with the longest explanations, full of %j, are a result',
  async (character) => {
    judge.follow([{ text: JSON.stringify({ analysis: character.repeat(6_000), score: 1 }) }]);
    const criteria = Array.from({ length: 20 }, (_, index) => [
      `${'n'.repeat(48)}${10 + index}`,
      'Be brief.',
    ]);

    await readsBack('response-quality', {
      prompt: 'Name a prime.',
      response: 'Seven.',
      evaluation_criteria: Object.fromEntries(criteria),
      samples: 20,
    });
  },
);

const answers: Readonly<Record<RagQuestion, (prompt: string) => unknown>> = {
  claims: () => ({ claims: Array.from({ length: 40 }, (_, index) => `a${index} ${'漢'.repeat(900)}`) }),
  verdicts: (prompt) => ({
    verdicts: claimsIn(prompt).flatMap(({ id }) =>
      passagesIn(prompt).map(({ chunk }) => ({ id, label: 'supported', chunk, quote: '漢'.repeat(100) })),
    ),
  }),
  statements: (prompt) => ({ verdicts: claimsIn(prompt).map(({ id }) => ({ id, label: 'relevant' })) }),
  passage_marks: (prompt) => ({
    analysis: '\u0001'.repeat(6_000),
    marks: passagesIn(prompt).map(({ chunk }) => ({ chunk, score: 4 })),
  }),
  mark: () => ({ analysis: '漢'.repeat(6_000), score: 4 }),
};

test('the most claims under every name of a metric are a result', async () => {
  judge.follow(({ path, body }) => {
    if (path.endsWith('/embeddings')) return {};
    const prompt = body.messages[1].content;
    return { text: JSON.stringify(answers[questionIn(prompt)](prompt)) };
  });

  await readsBack('rag', {
    query: 'Which?',
    retrieved_contexts: Array.from({ length: 20 }, () => 'A passage.'),
    generated_response: 'An answer.',
    ground_truth: 'The truth.',
    metrics: [
      ...['relevance', 'faithfulness', 'answer_similarity', 'context_precision', 'context_recall'],
      ...['context_relevance', 'answer_correctness', 'noise_sensitivity', 'hallucination'],
      ...['answer_relevance', 'answer_faithfulness', 'claim_faithfulness'],
    ],
    samples: 20,
  });
});
