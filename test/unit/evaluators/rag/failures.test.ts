import { describe, expect, test } from '@jest/globals';
import { ragMetricNames } from '../../../../src/evaluators/rag/metric.ts';
import { JudgeError } from '../../../../src/judges/judge.ts';
import { oneCall } from '../../../support/fake-judge.ts';
import { type RagQuestion, ragJudge } from '../../../support/rag-judge.ts';
import { runRag } from './run-rag.ts';

function down(): never {
  throw new JudgeError('judge_unavailable', 'down', { usage: oneCall });
}

async function runAll(script: Parameters<typeof ragJudge>[0]) {
  const judge = ragJudge(script);
  const { results, usage, failures } = await runRag(judge, { metrics: ragMetricNames });
  return { results, usage, failures, asked: judge.asked.length };
}

const ofAnswer = (prompt: string) => (prompt.includes('name="answer"') ? down() : undefined);
const ofTruth = (prompt: string) => (prompt.includes('name="reference"') ? down() : undefined);

describe('one failing call fails only what needs it', () => {
  test.each<[string, Parameters<typeof ragJudge>[0], string[]]>([
    [
      'the claims of the answer',
      { claims: ofAnswer },
      ['relevance', 'faithfulness', 'answer_correctness', 'noise_sensitivity', 'hallucination'],
    ],
    [
      'the claims of the ground truth',
      { claims: ofTruth },
      ['context_precision', 'context_recall', 'answer_correctness'],
    ],
    ['the statements', { statements: down }, ['relevance']],
    ['the mark', { mark: down }, ['relevance']],
    ['the marks of passages', { passage_marks: down }, ['context_relevance']],
    [
      'the verdicts',
      { verdicts: down },
      [
        'faithfulness',
        'context_precision',
        'context_recall',
        'answer_correctness',
        'noise_sensitivity',
        'hallucination',
      ],
    ],
  ])('%s', async (_call, script, expected) => {
    const { results, usage, asked } = await runAll(script);

    expect(results.failed_metrics.map(({ name }) => name)).toEqual(expected);
    expect(Object.keys(results.metrics)).toEqual(ragMetricNames.filter((name) => !expected.includes(name)));
    expect(results.partial_results).toBe(true);
    expect(usage.calls).toBe(asked);
  });
});

test('a failure that several metrics share is one failure', async () => {
  const { failures } = await runAll({ claims: ofAnswer });

  expect(failures).toHaveLength(1);
});

test('a failing second question fails the metric rather than leaving a score that it might have changed', async () => {
  const judge = ragJudge({
    verdicts: (prompt) =>
      prompt.includes('An earlier answer')
        ? down()
        : { verdicts: [{ id: 'c1', label: 'supported', chunk: 1, quote: 'no such words' }] },
  });

  const { results, usage } = await runRag(judge, { metrics: ['faithfulness'], strict_evidence: true });

  expect(results.metrics).toEqual({});
  expect(results.failed_metrics).toMatchObject([{ code: 'judge_unavailable' }]);
  expect(usage.calls).toBe(3);
});

test('nothing scored is null everywhere', async () => {
  const { results } = await runRag(
    ragJudge({ claims: down, mark: down, verdicts: down, passage_marks: down }),
    { metrics: ['relevance', 'faithfulness', 'context_relevance'] },
  );

  expect(results).toMatchObject({
    metrics: {},
    overall_score: null,
    retrieval_quality: null,
    generation_quality: null,
    suggestions: [],
  });
});

const rubbish = ['', 'no idea', '{"claims": "none"}', '{"verdicts": [', '[]', 'null', '{"marks": {}}'];

test.each<RagQuestion>(['claims', 'verdicts', 'statements', 'mark', 'passage_marks'])(
  'rubbish in place of %s is a failure, never a score',
  async (question) => {
    for (const reply of rubbish) {
      const { results } = await runAll({ [question]: () => reply });

      expect(results.failed_metrics).not.toEqual([]);
      for (const { code } of results.failed_metrics) expect(code).toBe('judge_misbehaved');
    }
  },
);

test('an error that is no failure of the judge is not hidden', async () => {
  const judge = ragJudge({
    mark: () => {
      throw new TypeError('a defect');
    },
  });

  await expect(runRag(judge, { metrics: ['relevance'] })).rejects.toThrow('a defect');
});
