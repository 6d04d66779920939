import * as z from 'zod';
import type { ModelJudge } from '../../judges/judge.ts';
import { charactersIn, hasWords } from '../body/text.ts';
import type { Bench, JudgedEvaluator, Outcome } from '../evaluator.ts';
import { type Finding, failed, skipped, toResults } from '../finding.ts';
import { needsModelJudge } from '../judging/lexical.ts';
import { Results } from '../metric.ts';
import { pairwisePromptVersion } from '../prompts/pairwise/prompt.ts';
import { PairwiseBody } from './body.ts';
import { judgeOrder } from './order.ts';
import { decide, Preference, Verdict } from './verdict.ts';

/** What a comparison reports. */
export const PairwiseResults = Results.extend({
  preference: Preference.nullable(),
  consistent: z.boolean().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  explanation: z.string().nullable(),
  verdicts: z.array(Verdict),
  /** Characters of response_a minus those of response_b. */
  length_difference: z.number().int(),
});

/** See the schema of the same name. */
export type PairwiseResults = z.infer<typeof PairwiseResults>;

/** What a preference counts: the mean over comparisons is the win rate of response_a. */
const winShare: Readonly<Record<Preference, number>> = { a: 1, tie: 0.5, b: 0 };

/** Which of two responses is better, judged in both orders. */
export const pairwise: JudgedEvaluator<PairwiseBody, PairwiseResults> = {
  judged: true,
  body: PairwiseBody,
  results: PairwiseResults,
  average: null,
  batchAverage: 'average_score',
  metricNames: ['preference'],
  promptVersion: pairwisePromptVersion,
  scoresOf: ({ preference }) =>
    preference === null ? [] : [{ name: 'preference', value: winShare[preference], direction: 'higher' }],
  async evaluate(body, bench) {
    const floor = floorOf(body);
    if (floor) return settled(body, floor);
    const { judge } = bench;
    if (judge.kind === 'embedded') return unsettled(body, [skipped('preference', needsModelJudge)]);
    return compare(judge, body, bench);
  },
};

async function compare(
  judge: ModelJudge,
  body: PairwiseBody,
  bench: Bench,
): Promise<Outcome<PairwiseResults>> {
  const [ab, ba] = await Promise.all([
    judgeOrder(judge, 'ab', { body, bench }),
    judgeOrder(judge, 'ba', { body, bench }),
  ]);
  if ('verdict' in ab && 'verdict' in ba) return settled(body, [ab.verdict, ba.verdict]);
  // One order alone would be its position's verdict as much as its own.
  const failures = [ab, ba].flatMap((order) => ('error' in order ? [order.error] : []));
  const findings = failures.slice(0, 1).map((error) => failed('preference', error));
  return { ...unsettled(body, findings), failures };
}

type Verdicts = readonly [Verdict, Verdict];

/** A response without a letter or digit says nothing and loses against one that has some, without a call. */
function floorOf({ response_a, response_b }: PairwiseBody): Verdicts | null {
  const [hasA, hasB] = [response_a, response_b].map(hasWords);
  if (hasA && hasB) return null;
  const winner = hasA ? 'a' : hasB ? 'b' : 'tie';
  const empty = hasA ? 'response_b holds' : hasB ? 'response_a holds' : 'Both responses hold';
  const explanation = `${empty} no letter and no digit.`;
  return [
    { order: 'ab', winner, explanation, samples: [] },
    { order: 'ba', winner, explanation, samples: [] },
  ];
}

const quiet = { failures: [], warnings: [] };

function settled(body: PairwiseBody, verdicts: Verdicts): Outcome<PairwiseResults> {
  return { ...quiet, results: toPairwiseResults(body, [], { ...decide(verdicts), verdicts: [...verdicts] }) };
}

function unsettled(body: PairwiseBody, findings: readonly Finding[]): Outcome<PairwiseResults> {
  const none = { preference: null, consistent: null, confidence: null, explanation: null, verdicts: [] };
  return { ...quiet, results: toPairwiseResults(body, findings, none) };
}

function toPairwiseResults(
  { response_a, response_b }: PairwiseBody,
  findings: readonly Finding[],
  decided: Omit<PairwiseResults, keyof Results | 'length_difference'>,
): PairwiseResults {
  return {
    ...toResults(findings),
    ...decided,
    length_difference: charactersIn(response_a) - charactersIn(response_b),
  };
}
