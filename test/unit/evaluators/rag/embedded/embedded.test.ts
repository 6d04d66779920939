import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../../../../src/evaluators/finding.ts';
import { judgeRagInProcess } from '../../../../../src/evaluators/rag/embedded/embedded.ts';
import { RagMetric, type RagMetricName, ragMetricNames } from '../../../../../src/evaluators/rag/metric.ts';
import type { RagTexts } from '../../../../../src/evaluators/rag/texts.ts';
import { embeddedJudge } from '../../../../../src/judges/embedded/index.ts';

const texts: RagTexts = {
  query: 'When did the stone bridge open?',
  contexts: [
    'The council meets on Tuesdays in the town hall.',
    'The stone bridge over the Wey opened in 1932 and carries eight lanes.',
  ],
  answer: 'The stone bridge opened in 1932.',
  groundTruth: 'The bridge opened in 1932. It was designed by Ada Lorne.',
  explain: true,
};

function judge(name: RagMetricName, changed: Partial<RagTexts> = {}): Finding<RagMetric> | undefined {
  return judgeRagInProcess(embeddedJudge, [name], { ...texts, ...changed }).get(name);
}

function metric(name: RagMetricName, changed: Partial<RagTexts> = {}): RagMetric {
  const finding = judge(name, changed);
  if (finding?.kind !== 'scored') throw new Error(`${name} was not scored`);
  return finding.metric;
}

describe('an answer judged by its wording', () => {
  test('a faithful answer scores above an invented one, as rating / 5', () => {
    const faithful = metric('faithfulness');
    const invented = metric('faithfulness', { answer: 'The wooden ferry sank near Oslo in 1950.' });

    expect(faithful.metadata).toMatchObject({
      scale: [1, 5],
      judge: 'embedded:lexical-1',
      prompt_version: null,
    });
    expect(faithful.score).toBeCloseTo(faithful.raw_score / 5, 3);
    expect(faithful.score).toBeGreaterThan(0.9);
    expect(invented.score).toBe(0.2);
  });

  test('relevance is higher where question and answer share words', () => {
    const near = metric('relevance');
    const far = metric('relevance', { answer: 'Tuesdays suit the council.' });

    expect(near.metadata.scale).toEqual([0, 1]);
    expect(near.score).toBeGreaterThan(far.score);
  });

  test('similarity is the cosine with the ground truth and says that it is lexical', () => {
    const same = metric('answer_similarity', { groundTruth: texts.answer });

    expect(same.score).toBe(1);
    expect(same.metadata).toMatchObject({ method: 'lexical', cosine: 1 });
  });

  test('an answer without a letter or digit has the lowest relevance and similarity, and makes no claims', () => {
    expect(metric('relevance', { answer: '?!' }).score).toBe(0);
    expect(metric('answer_similarity', { answer: '?!' }).score).toBe(0);
    expect(judge('faithfulness', { answer: '?!' })).toMatchObject({
      skipped: { name: 'faithfulness', reason: 'the answer makes no claims' },
    });
  });
});

describe('passages judged by their wording', () => {
  test('a passage that holds a statement counts more the earlier it stands', () => {
    const late = metric('context_precision');
    const early = metric('context_precision', { contexts: texts.contexts.toReversed() });

    expect(late.score).toBe(0.5);
    expect(late.metadata).toMatchObject({ precision: 0.5, first_useful_rank: 2, chunk_scores: [0, 1] });
    expect(early.score).toBe(1);
    expect(early.metadata).toMatchObject({ precision: 0.5, first_useful_rank: 1, chunk_scores: [1, 0] });
  });

  test('without a ground truth precision is about the statements of the answer', () => {
    const answer = 'It meets on Tuesdays in the hall.';

    expect(metric('context_precision', { answer, groundTruth: null }).score).toBe(1);
    expect(metric('context_precision', { answer }).score).toBe(0.5);
  });

  test('no useful passage is precision 0, without a first rank', () => {
    const { score, metadata } = metric('context_precision', { contexts: ['Cows eat grass.'] });

    expect(score).toBe(0);
    expect(metadata).toMatchObject({ precision: 0, first_useful_rank: null, chunk_scores: [0] });
  });

  test('recall lists the statements of the ground truth with the passages that hold them', () => {
    const { score, metadata } = metric('context_recall');

    expect(score).toBe(0.5);
    const evidence = { quote: null, evidence_checked: null };
    expect(metadata.claims).toEqual([
      {
        id: 'c1',
        text: 'The bridge opened in 1932.',
        label: 'supported',
        chunk: 2,
        chunks: [2],
        ...evidence,
      },
      {
        id: 'c2',
        text: 'It was designed by Ada Lorne.',
        label: 'not_found',
        chunk: null,
        chunks: [],
        ...evidence,
      },
    ]);
  });

  test('recall counts all statements and lists forty, cut to a length that can be kept', () => {
    const groundTruth = `${'The bridge opened. '.repeat(50)}Cows ${'graze '.repeat(200)}.`;

    const { score, metadata } = metric('context_recall', { groundTruth });

    expect(score).toBe(0.9804);
    expect(metadata.claims).toHaveLength(40);
    const [claim] =
      metric('context_recall', { groundTruth: `cows ${'graze '.repeat(200)}` }).metadata.claims ?? [];
    expect(claim?.text).toHaveLength(500);
  });

  test('recall of no passages is 0', () => {
    expect(metric('context_recall', { contexts: [] }).score).toBe(0);
  });

  test("relevance of passages is the mean share of the question's content words", () => {
    const { score, metadata } = metric('context_relevance');

    expect(metadata.chunk_scores).toEqual([0, 1]);
    expect(score).toBe(0.5);
  });
});

describe('nothing to judge', () => {
  test.each<[RagMetricName, Partial<RagTexts>, string]>([
    ['hallucination', {}, 'needs a model judge'],
    ['answer_correctness', {}, 'needs a model judge'],
    ['noise_sensitivity', {}, 'needs a model judge'],
    ['answer_similarity', { groundTruth: null }, 'needs a ground truth'],
    ['answer_similarity', { groundTruth: ' … ' }, 'needs a ground truth'],
    ['answer_similarity', { answer: '7' }, 'answer or ground truth has no word that could be compared'],
    ['context_recall', { groundTruth: null }, 'needs a ground truth'],
    ['context_recall', { groundTruth: 'He was there.' }, 'the ground truth makes no statement'],
    ['context_precision', { groundTruth: 'He was there.' }, 'the ground truth makes no statement'],
    ['context_precision', { groundTruth: null, answer: '…' }, 'the answer makes no statement'],
    ['context_precision', { contexts: [] }, 'there are no passages'],
    ['context_relevance', { query: 'Who was he?' }, 'the question has no content words'],
    ['context_relevance', { contexts: [] }, 'there are no passages'],
    ['faithfulness', { contexts: [] }, 'there are no passages'],
    ['relevance', { query: '?' }, 'question or answer has no word that could be compared'],
  ])('%s of %j is skipped with its reason', (name, changed, reason) => {
    expect(judge(name, changed)).toEqual({ kind: 'skipped', skipped: { name, reason } });
  });
});

describe('whatever the texts', () => {
  test('only what was asked is judged, under its own name', () => {
    const findings = judgeRagInProcess(embeddedJudge, ['context_recall', 'hallucination'], texts);

    expect([...findings.keys()]).toEqual(['context_recall', 'hallucination']);
  });

  test('explanations say that wording was judged, or are null', () => {
    for (const finding of judgeRagInProcess(embeddedJudge, ragMetricNames, texts).values()) {
      if (finding.kind === 'scored')
        expect(finding.metric.explanation).toMatch(/judged by its wording alone.*\.$/iu);
    }
    for (const finding of judgeRagInProcess(embeddedJudge, ragMetricNames, {
      ...texts,
      explain: false,
    }).values()) {
      if (finding.kind === 'scored') expect(finding.metric.explanation).toBeNull();
    }
  });

  const words = fc.constantFrom(
    'bridge',
    'Paris',
    '1932',
    'the',
    'not',
    '.',
    '\n- ',
    '漢字',
    '😀',
    'constructor',
    '',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(words, { maxLength: 25 }).map((some) => some.join(' ')),
  );
  const anyTexts = fc.record({
    query: text,
    contexts: fc.array(text, { maxLength: 4 }),
    answer: text,
    groundTruth: fc.option(text),
    explain: fc.boolean(),
  });

  test('scores lie in [0, 1], fit their schema, and are the same for the same texts', () => {
    fc.assert(
      fc.property(anyTexts, (given) => {
        const findings = judgeRagInProcess(embeddedJudge, ragMetricNames, given);
        for (const finding of findings.values()) {
          if (finding.kind === 'scored') expect(RagMetric.safeParse(finding.metric).error).toBeUndefined();
        }
        expect(judgeRagInProcess(embeddedJudge, ragMetricNames, given)).toEqual(findings);
      }),
    );
  });

  test.each([
    ['combining marks', `a${'\u0301\u0316'.repeat(50_000)}`],
    ['no spaces', 'a'.repeat(20_000)],
    ['no spaces in Chinese', '漢字'.repeat(10_000)],
    ['lines of one word', 'cat\n'.repeat(5_000)],
    ['white space', ` \n${' '.repeat(19_000)}x`],
  ])('twenty passages of %s are judged', (_name, hostile) => {
    const contexts = Array.from({ length: 20 }, () => hostile);
    const given = {
      query: hostile.slice(0, 10_000),
      contexts,
      answer: hostile,
      groundTruth: hostile,
      explain: true,
    };

    const findings = judgeRagInProcess(embeddedJudge, ragMetricNames, given);

    expect(findings.get('context_recall')).toMatchObject({ kind: 'scored', metric: { score: 1 } });
    expect(findings.get('faithfulness')).toMatchObject({ kind: 'scored' });
  });

  test('a result stays small enough to be kept, however many statements there are', () => {
    const groundTruth = `${'cat '.repeat(300)}\n`.repeat(41);

    const findings = judgeRagInProcess(embeddedJudge, ragMetricNames, { ...texts, groundTruth });

    expect(JSON.stringify([...findings.values()]).length).toBeLessThan(50_000);
  });
});
