import { type Finding, scored, skipped } from '../finding.ts';
import { round4 } from '../metric.ts';
import type { Asker } from './asker.ts';
import { averagePrecision, shareOf } from './formulas.ts';
import type { Matrix } from './matrix.ts';
import type { RagMetric } from './metric.ts';
import { proportionMetric } from './proportion.ts';
import { noClaims, noTruth, noTruthClaims } from './reasons.ts';
import { claimDetails, claimSentences, unjudgedSentence } from './shown-claims.ts';

/** Average precision of the ranking: a passage is useful if it supports a claim of the ground truth, or without one of the answer. */
export async function measureContextPrecision(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const { contexts, groundTruth } = asker.texts;
  const isTruth = groundTruth !== null;
  const { claims, unjudged } = await (isTruth ? matrix.truthInPassages() : matrix.answerInPassages());
  if (claims.length === 0) return skipped('context_precision', isTruth ? noTruthClaims : noClaims);
  const supporting = new Set(claims.flatMap(({ chunks }) => chunks));
  const useful = contexts.map((_, index) => supporting.has(index + 1));
  const first = useful.indexOf(true);
  const chunks = [...supporting].sort((a, b) => a - b);
  const named = chunks.length > 0 ? `: ${chunks.join(', ')}` : '';
  const whose = isTruth ? 'ground truth' : 'answer';
  return scored(
    proportionMetric(asker, {
      name: 'context_precision',
      value: averagePrecision(useful),
      sentences: [
        `${chunks.length} of ${contexts.length} passages support a claim of the ${whose}${named}.`,
        ...unjudgedSentence(unjudged),
      ],
      details: {
        precision: round4(shareOf(useful, (each) => each) ?? 0),
        first_useful_rank: first < 0 ? null : first + 1,
        unjudged_claims: unjudged,
      },
    }),
  );
}

/** Share of the ground truth's claims that a passage supports. */
export async function measureContextRecall(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  if (asker.texts.groundTruth === null) return skipped('context_recall', noTruth);
  const checked = await matrix.truthInPassages();
  const value = shareOf(checked.claims, ({ label }) => label === 'supported');
  if (value === null) return skipped('context_recall', noTruthClaims);
  const sentences = claimSentences(checked, 'claims of the ground truth');
  return scored(
    proportionMetric(asker, { name: 'context_recall', value, sentences, details: claimDetails(checked) }),
  );
}
