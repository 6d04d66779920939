import { round4OrNull } from '../../metric.ts';
import type { Checked } from '../matrix/verdicts.ts';
import { isSupported, type JudgedClaim, type RagMetric } from '../metric.ts';
import { shorten } from '../texts.ts';
import { shareOf } from './formulas.ts';

// A result that lists the same claims under several metrics has to fit an item of the table.
const mostCharacters = 12_000;
const longestQuote = 1_000;

/** What a metric shows of the claims that it was counted from. */
export function claimDetails({ claims, unjudged }: Checked): Partial<RagMetric['metadata']> {
  const checkable = claims.filter((claim) => claim.evidence_checked !== null);
  const share = shareOf(checkable, (claim) => claim.evidence_checked === true);
  return {
    claims: fitting(claims),
    unjudged_claims: unjudged,
    evidence_checked_share: round4OrNull(share),
  };
}

/** The claims as they are if they are short, else cut so that all of them together are. */
function fitting(claims: readonly JudgedClaim[]): JudgedClaim[] {
  const quoted = claims.map((claim) => shortened(claim, longestQuote));
  const size = quoted.reduce((sum, { text, quote }) => sum + text.length + (quote?.length ?? 0), 0);
  if (size <= mostCharacters) return quoted;
  const longest = Math.floor(mostCharacters / 2 / claims.length);
  return quoted.map((claim) => shortened(claim, longest));
}

function shortened(claim: JudgedClaim, longest: number): JudgedClaim {
  const { text, quote } = claim;
  return { ...claim, text: shorten(text, longest), quote: quote === null ? null : shorten(quote, longest) };
}

/** Sentences that say how many claims have which label and name those that are not supported. */
export function claimSentences({ claims, unjudged }: Checked, whose = 'claims'): readonly string[] {
  const supported = claims.filter(isSupported).length;
  const named = (['contradicted', 'not_found'] as const).flatMap((label) => {
    const ids = claims.filter((claim) => claim.label === label).map(({ id }) => id);
    return ids.length > 0 ? [`${label === 'not_found' ? 'not found' : label}: ${ids.join(', ')}`] : [];
  });
  const first = [`${supported} of ${claims.length} ${whose} are supported`, ...named].join('; ');
  return [`${first}.`, ...unjudgedSentence(unjudged)];
}

/** The sentence about claims without a verdict, if there are any. */
export function unjudgedSentence(unjudged: number): readonly string[] {
  return unjudged > 0 ? [`Claims without a verdict, which do not count: ${unjudged}.`] : [];
}
