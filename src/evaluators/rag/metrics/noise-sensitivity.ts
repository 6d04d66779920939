import { type Finding, skipped } from '../../finding.ts';
import { requireHalf } from '../matrix/ask-by-ids.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { waitForAll } from '../matrix/wait-for-all.ts';
import { isSupported, type RagMetric } from '../metric.ts';
import { noClaims, noTruth } from '../reasons.ts';
import { scoreProportion } from './score-proportion.ts';
import { claimDetails, unjudgedSentence } from './shown-claims.ts';

/** Share of the answer's claims that are wrong, because the ground truth does not support them, although a passage does. */
export async function measureNoiseSensitivity(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const name = 'noise_sensitivity';
  if (asker.texts.groundTruth === null) return skipped(name, noTruth);
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
  return scoreProportion(asker, { name, direction: 'lower', value, sentences, details });
}
