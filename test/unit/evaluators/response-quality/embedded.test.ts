import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../../../src/evaluators/finding.ts';
import { Metric } from '../../../../src/evaluators/metric.ts';
import { judgeResponseInProcess } from '../../../../src/evaluators/response-quality/embedded.ts';
import { embeddedJudge } from '../../../../src/judges/embedded/index.ts';
import { source } from '../../../support/texts.ts';

const texts = { prompt: 'What will happen to the stone bridge in Harrow?', response: source, explain: true };

function judge(name: string, changed: Partial<typeof texts> = {}): Finding | undefined {
  return judgeResponseInProcess(embeddedJudge, [name], { ...texts, ...changed })[0];
}

function score(name: string, changed: Partial<typeof texts> = {}): number {
  const finding = judge(name, changed);
  if (finding?.kind !== 'scored') throw new Error(`${name} was not scored`);
  return finding.metric.score;
}

test('relevance is higher where prompt and response share words', () => {
  expect(score('relevance')).toBeGreaterThan(score('relevance', { response: 'Cows eat grass.' }));
});

test('a response without a letter or digit has the lowest relevance', () => {
  expect(judge('relevance', { response: '?!' })).toMatchObject({
    metric: {
      score: 0,
      explanation: 'Judged by its wording alone: the response holds no letter and no digit.',
    },
  });
});

test('clarity of prose is its rating / 5', () => {
  expect(judge('clarity')).toMatchObject({
    metric: { metadata: { scale: [1, 5], judge: 'embedded:lexical-1' } },
  });
  expect(score('clarity')).toBeGreaterThan(0.9);
});

test.each([
  ['completeness', {}, 'needs a model judge'],
  ['accuracy', {}, 'needs a model judge'],
  ['custom_tone', {}, 'needs a model judge'],
  ['custom_clarity', {}, 'needs a model judge'],
  [
    'clarity',
    { response: '{"ok":true}' },
    'needs a model judge: the response is not English prose of 20 words or more',
  ],
  ['relevance', { response: '7' }, 'prompt or response has no word that could be compared'],
])('%s of %j is skipped with its reason', (name, changed, reason) => {
  expect(judge(name, changed)).toEqual({ kind: 'skipped', skipped: { name, reason } });
});

test('explanations are null if they are not asked for', () => {
  for (const name of ['relevance', 'clarity']) {
    expect(judge(name, { explain: false })).toMatchObject({ metric: { explanation: null } });
  }
});

test('any texts get scores in [0, 1], the same for the same texts', () => {
  const names = ['relevance', 'clarity', 'completeness'];
  const word = fc.constantFrom('the', 'bridge', 'was', 'of', 'it', 'Paris', '1932', '.', '漢字', '😀');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, text, (prompt, response) => {
      const given = { prompt, response, explain: true };
      const findings = judgeResponseInProcess(embeddedJudge, names, given);
      for (const finding of findings) {
        if (finding.kind === 'scored') expect(Metric.safeParse(finding.metric).error).toBeUndefined();
      }
      expect(judgeResponseInProcess(embeddedJudge, names, given)).toEqual(findings);
    }),
  );
});

test.each([
  ['combining marks', `a${'\u0301\u0316'.repeat(50_000)}`],
  ['no spaces', 'a'.repeat(50_000)],
  ['one sentence again and again', 'It was a cat. '.repeat(3_500)],
])('the largest texts are judged: %s', (_name, hostile) => {
  const findings = judgeResponseInProcess(embeddedJudge, ['relevance', 'clarity'], {
    prompt: hostile,
    response: hostile,
    explain: true,
  });

  expect(findings[0]).toMatchObject({ kind: 'scored', metric: { score: 1 } });
  expect(findings).toHaveLength(2);
});
