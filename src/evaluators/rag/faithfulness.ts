import { type Finding, scored, skipped } from '../finding.ts';
import type { Asker } from './asker.ts';
import { shareOf } from './formulas.ts';
import type { Matrix } from './matrix.ts';
import type { RagMetric } from './metric.ts';
import { proportionMetric } from './proportion.ts';
import { noClaims } from './reasons.ts';
import { claimDetails, claimSentences } from './shown-claims.ts';

/** Share of the answer's claims that a passage supports. */
export async function measureFaithfulness(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const checked = await matrix.answerInPassages();
  const value = shareOf(checked.claims, ({ label }) => label === 'supported');
  if (value === null) return skipped('faithfulness', noClaims);
  const sentences = claimSentences(checked);
  return scored(
    proportionMetric(asker, { name: 'faithfulness', value, sentences, details: claimDetails(checked) }),
  );
}

/** Share of the answer's claims that a passage contradicts or that none supports. */
export async function measureHallucination(asker: Asker, matrix: Matrix): Promise<Finding<RagMetric>> {
  const checked = await matrix.answerInPassages();
  const value = shareOf(checked.claims, ({ label }) => label !== 'supported');
  if (value === null) return skipped('hallucination', noClaims);
  const sentences = claimSentences(checked);
  const details = claimDetails(checked);
  return scored(
    proportionMetric(asker, { name: 'hallucination', direction: 'lower', value, sentences, details }),
  );
}
