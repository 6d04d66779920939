import { type Finding, skipped } from '../../finding.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { isSupported, type RagMetric } from '../metric.ts';
import { noTruth, noTruthClaims } from '../reasons.ts';
import { shareOf } from './formulas.ts';
import { scoreProportion } from './score-proportion.ts';
import { claimDetails, claimSentences } from './shown-claims.ts';

/** Share of the ground truth's claims that a passage supports. */
export async function measureContextRecall(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  if (asker.texts.groundTruth === null) return skipped('context_recall', noTruth);
  const checked = await matrix.truthInPassages();
  const value = shareOf(checked.claims, isSupported);
  if (value === null) return skipped('context_recall', noTruthClaims);
  const sentences = claimSentences(checked, 'claims of the ground truth');
  return scoreProportion(asker, { name: 'context_recall', value, sentences, details: claimDetails(checked) });
}
