import { type Finding, skipped } from '../../finding.ts';
import { round4 } from '../../metric.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { waitForAll } from '../matrix/wait-for-all.ts';
import { isSupported, type RagMetric } from '../metric.ts';
import { noClaims, noTruth, noTruthClaims } from '../reasons.ts';
import { fBeta, shareOf } from './formulas.ts';
import { scoreProportion } from './score-proportion.ts';
import { claimDetails, claimSentences } from './shown-claims.ts';

/** F1 of the answer's claims that the ground truth supports and the ground truth's claims that the answer supports. */
export async function measureAnswerCorrectness(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const name = 'answer_correctness';
  if (asker.texts.groundTruth === null) return skipped(name, noTruth);
  const [own, right] = await waitForAll([matrix.answerClaims(), matrix.truthClaims()]);
  if (right.length === 0)
    return skipped(name, own.length === 0 ? `${noClaims}, and ${noTruthClaims}` : noTruthClaims);
  if (own.length === 0) {
    const sentences = ['The answer makes no claims, so that its recall of the ground truth is 0.'];
    const details = { claims: [], unjudged_claims: 0, precision: null, recall: 0 };
    return scoreProportion(asker, { name, value: 0, sentences, details });
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
  return scoreProportion(asker, { name, value: fBeta(precision, recall), sentences, details });
}
