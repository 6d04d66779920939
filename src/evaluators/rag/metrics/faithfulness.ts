import { type Finding, skipped } from '../../finding.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { isSupported, type RagMetric } from '../metric.ts';
import { noClaims } from '../reasons.ts';
import { shareOf } from './formulas.ts';
import { scoreProportion } from './score-proportion.ts';
import { claimDetails, claimSentences } from './shown-claims.ts';

/** Share of the answer's claims that a passage supports. */
export async function measureFaithfulness(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const checked = await matrix.answerInPassages();
  const value = shareOf(checked.claims, isSupported);
  if (value === null) return skipped('faithfulness', noClaims);
  const sentences = claimSentences(checked);
  return scoreProportion(asker, { name: 'faithfulness', value, sentences, details: claimDetails(checked) });
}
