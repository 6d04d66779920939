import { describe, expect, test } from '@jest/globals';
import type { EmbeddingModel } from '../../../../src/judges/judge.ts';
import { oneCall } from '../../../support/fake-judge.ts';
import { questionIn, ragJudge } from '../../../support/rag-judge.ts';
import { claimsText, runRag } from './run-rag.ts';

const embeddings: EmbeddingModel = {
  model: 'e',
  embed: async (texts) => ({ vectors: texts.map(() => [1, 2]), usage: oneCall }),
};

/** 25 claims of the answer, 11 of the ground truth, all of them in each of so many short passages. */
async function callsFor(metrics: readonly string[], passages: number): Promise<number> {
  const { usage, results } = await runRag(ragJudge({}, embeddings), {
    metrics,
    retrieved_contexts: Array.from({ length: passages }, () => claimsText(25)),
    generated_response: claimsText(25),
    ground_truth: claimsText(11),
  });
  expect(Object.keys(results.metrics)).toEqual([...new Set(metrics)]);
  return usage.calls;
}

describe.each([1, 5, 20])(
  'with %d passages, 25 claims of the answer and 11 of the ground truth',
  (passages) => {
    // 1 call for claims of a text, 3 and 2 for verdicts on them.
    test.each([
      ['relevance', 1 + 1 + 3],
      ['faithfulness', 1 + 3],
      ['hallucination', 1 + 3],
      ['answer_similarity', 1],
      ['context_precision', 1 + 2],
      ['context_recall', 1 + 2],
      ['context_relevance', passages > 10 ? 2 : 1],
      ['answer_correctness', 2 + 3 + 2],
      ['noise_sensitivity', 1 + 3 + 3],
    ])('%s alone pays for itself', async (name, calls) => {
      expect(await callsFor([name], passages)).toBe(calls);
    });

    test('metrics that need the same claims and verdicts share them', async () => {
      const names = ['faithfulness', 'hallucination', 'context_precision', 'context_recall'];

      expect(await callsFor(names, passages)).toBe(1 + 3 + 1 + 2);
    });

    test('all nine take each call once', async () => {
      const names = [
        'relevance',
        'faithfulness',
        'answer_similarity',
        'context_precision',
        'context_recall',
        'context_relevance',
        'answer_correctness',
        'noise_sensitivity',
        'hallucination',
      ];

      const marks = 1 + (passages > 10 ? 2 : 1);
      const verdictsOnAnswer = 3 + 3 + 3;
      const verdictsOnTruth = 2 + 2;
      expect(await callsFor(names, passages)).toBe(2 + marks + 1 + verdictsOnAnswer + verdictsOnTruth);
    });
  },
);

test('an alias is judged once with its metric', async () => {
  const names = ['faithfulness', 'answer_faithfulness', 'claim_faithfulness'];

  expect(await callsFor(names, 1)).toBe(1 + 3);
});

test('groups of long passages multiply the calls for verdicts', async () => {
  const long = `${'x'.repeat(19_000)} It is grey.`;
  const { usage } = await runRag(ragJudge(), {
    metrics: ['faithfulness'],
    retrieved_contexts: Array.from({ length: 20 }, () => long),
    generated_response: 'It is grey.',
  });

  expect(usage.calls).toBe(1 + 7);
});

test('claims and verdicts are asked for once at temperature 0, marks in samples at 1', async () => {
  const judge = ragJudge();

  await runRag(judge, { metrics: ['relevance', 'context_relevance'], samples: 4 });

  const asked = judge.asked.map(({ prompt, samples, temperature }) => [
    questionIn(prompt),
    samples,
    temperature,
  ]);
  expect(asked).toEqual(
    expect.arrayContaining([
      ['claims', 1, 0],
      ['statements', 1, 0],
      ['mark', 4, 1],
      ['passage_marks', 4, 1],
    ]),
  );
  expect(asked).toHaveLength(4);
});

test('an answer and a ground truth without a letter take no call for claims', async () => {
  const judge = ragJudge();

  const { results } = await runRag(judge, {
    metrics: ['relevance', 'faithfulness', 'context_recall', 'answer_correctness', 'noise_sensitivity'],
    generated_response: '...',
    ground_truth: '!?',
  });

  expect(judge.asked).toHaveLength(0);
  expect(results.skipped_metrics).toHaveLength(4);
});

test('passages come first, so that calls share a prefix, then the claims, the question last', async () => {
  const judge = ragJudge();

  await runRag(judge, { metrics: ['faithfulness', 'context_recall'] });

  const prompts = judge.asked.filter(({ prompt }) => questionIn(prompt) === 'verdicts');
  const prefixes = prompts.map(({ prompt }) => prompt.slice(0, prompt.indexOf('<data-f00d name="claims">')));
  expect(new Set(prefixes).size).toBe(1);
  expect(prefixes[0]).toMatch(/^<data-f00d name="passage 1">/);
  expect(new Set(judge.asked.map(({ instructions }) => instructions)).size).toBe(1);
});
