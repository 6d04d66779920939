import { type Finding, skipped } from '../../finding.ts';
import type { Asker } from '../matrix/asker.ts';
import type { Matrix } from '../matrix/matrix.ts';
import { isSupported, type RagMetric } from '../metric.ts';
import { noClaims } from '../reasons.ts';
import { shareOf } from './formulas.ts';
import { scoreProportion } from './score-proportion.ts';
import { claimDetails, claimSentences } from './shown-claims.ts';

/** Share of the answer's claims that a passage contradicts or that none supports. */
export async function measureHallucination(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const checked = await matrix.answerInPassages();
  const value = shareOf(checked.claims, (claim) => !isSupported(claim));
  if (value === null) return skipped('hallucination', noClaims);
  const sentences = claimSentences(checked);
  const details = claimDetails(checked);
  return scoreProportion(asker, { name: 'hallucination', direction: 'lower', value, sentences, details });
}
