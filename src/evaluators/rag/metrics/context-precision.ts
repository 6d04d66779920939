import { averagePrecision } from '../../../statistics/average-precision.ts';
import { type Finding, skipped } from '../../finding.ts';
import { round4 } from '../../metric.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import type { RagMetric } from '../metric.ts';
import { noClaims, noTruthClaims } from '../reasons.ts';
import { shareOf } from './formulas.ts';
import { scoreProportion } from './score-proportion.ts';
import { unjudgedSentence } from './shown-claims.ts';

/** Average precision of the ranking: a passage is useful if it supports a claim of the ground truth, or without one of the answer. */
export async function measureContextPrecision(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const { contexts, groundTruth } = asker.texts;
  const isTruth = groundTruth !== null;
  const { claims, unjudged } = await (isTruth ? matrix.truthInPassages() : matrix.answerInPassages());
  if (claims.length === 0) return skipped('context_precision', isTruth ? noTruthClaims : noClaims);
  const supporting = new Set(claims.flatMap(({ chunks }) => chunks));
  const useful = contexts.map((_, index) => supporting.has(index + 1));
  const first = useful.indexOf(true);
  const details = {
    precision: round4(shareOf(useful, (each) => each) ?? 0),
    first_useful_rank: first < 0 ? null : first + 1,
    unjudged_claims: unjudged,
  };
  const sentences = [
    usefulSentence(useful, isTruth ? 'ground truth' : 'answer'),
    ...unjudgedSentence(unjudged),
  ];
  const value = averagePrecision(useful);
  return scoreProportion(asker, { name: 'context_precision', value, sentences, details });
}

function usefulSentence(useful: readonly boolean[], whose: string): string {
  const ranks = useful.flatMap((isUseful, index) => (isUseful ? [index + 1] : []));
  const named = ranks.length > 0 ? `: ${ranks.join(', ')}` : '';
  return `${ranks.length} of ${useful.length} passages support a claim of the ${whose}${named}.`;
}
