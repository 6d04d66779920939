import { hasWords } from '../body/text.ts';
import { type Finding, scored, skipped } from '../finding.ts';
import { round4 } from '../metric.ts';
import { requireHalf } from './ask-by-ids.ts';
import type { Asker } from './asker.ts';
import { fBeta, shareOf } from './formulas.ts';
import type { Matrix } from './matrix.ts';
import type { JudgedClaim, RagMetric } from './metric.ts';
import { proportionMetric } from './proportion.ts';
import { noClaims, noTruth, noTruthClaims } from './reasons.ts';
import { claimDetails, claimSentences, unjudgedSentence } from './shown-claims.ts';
import { waitForAll } from './wait-for-all.ts';

const isSupported = ({ label }: JudgedClaim) => label === 'supported';

/** F1 of the answer's claims that the ground truth supports and the ground truth's claims that the answer supports. */
export async function measureCorrectness(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const name = 'answer_correctness';
  if (asker.texts.groundTruth === null) return skipped(name, noTruth);
  const [own, right] = await waitForAll([matrix.answerClaims(), matrix.truthClaims()]);
  if (right.length === 0)
    return skipped(name, own.length === 0 ? `${noClaims}, and ${noTruthClaims}` : noTruthClaims);
  if (own.length === 0) {
    const sentences = ['The answer makes no claims, so that its recall of the ground truth is 0.'];
    const details = { claims: [], unjudged_claims: 0, precision: null, recall: 0 };
    return scored(proportionMetric(asker, { name, value: 0, sentences, details }));
  }
  const [answer, truth] = await waitForAll([matrix.answerInTruth(), matrix.truthInAnswer()]);
  const precision = shareOf(answer.claims, isSupported) ?? 0;
  const recall = shareOf(truth.claims, isSupported) ?? 0;
  const both = { claims: [...answer.claims, ...truth.claims], unjudged: answer.unjudged + truth.unjudged };
  const sentences = [
    ...claimSentences(answer, 'claims of the answer'),
    ...claimSentences(truth, 'claims of the ground truth'),
  ];
  const details = { ...claimDetails(both), precision: round4(precision), recall: round4(recall) };
  return scored(proportionMetric(asker, { name, value: fBeta(precision, recall), sentences, details }));
}

/** Share of the answer's claims that are wrong, because the ground truth does not support them, although a passage does. */
export async function measureNoiseSensitivity(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const name = 'noise_sensitivity';
  const { groundTruth } = asker.texts;
  if (groundTruth === null) return skipped(name, noTruth);
  if (!hasWords(groundTruth)) return skipped(name, noTruthClaims);
  const claims = await matrix.answerClaims();
  if (claims.length === 0) return skipped(name, noClaims);
  const [right, found] = await waitForAll([matrix.answerInTruth(), matrix.answerInPassages()]);
  const isRight = new Map(right.claims.map((claim) => [claim.id, isSupported(claim)]));
  const judged = found.claims.filter(({ id }) => isRight.has(id));
  requireHalf(judged.length, claims.length);
  const noisy = judged.filter((claim) => isSupported(claim) && isRight.get(claim.id) === false);
  const unjudged = claims.length - judged.length;
  const named = noisy.length > 0 ? `: ${noisy.map(({ id }) => id).join(', ')}` : '';
  const sentences = [
    `${noisy.length} of ${judged.length} claims are supported by a passage but not by the ground truth${named}.`,
    ...unjudgedSentence(unjudged),
  ];
  const value = noisy.length / judged.length;
  const details = claimDetails({ claims: noisy, unjudged });
  return scored(proportionMetric(asker, { name, direction: 'lower', value, sentences, details }));
}
