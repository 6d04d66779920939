/** How much of a quote has to be found in its passage. */
const leastOverlap = 0.8;
// Scripts written without spaces are compared character by character.
const spaceless = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}]';
const token = new RegExp(`${spaceless}|(?:(?!${spaceless})[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** Whether a quote stands in the passage of that number (from 1). */
export type Evidence = (quote: string | null, chunk: number | null) => boolean;

/** Checks quotes against passages: at least 0.8 of a quote's tokens are the passage's, each as often as it occurs there. */
export function evidenceIn(passages: readonly string[]): Evidence {
  const counts = new Map<number, ReadonlyMap<string, number>>();
  return (quote, chunk) => {
    const passage = chunk === null ? undefined : passages[chunk - 1];
    if (quote === null || chunk === null || passage === undefined) return false;
    const counted = counts.get(chunk) ?? countTokens(passage);
    counts.set(chunk, counted);
    return overlap(countTokens(quote), counted) >= leastOverlap;
  };
}

/** Share of the quote's tokens that the passage has; 0 of a quote without one. */
function overlap(quote: ReadonlyMap<string, number>, passage: ReadonlyMap<string, number>): number {
  let all = 0;
  let found = 0;
  for (const [token, count] of quote) {
    all += count;
    found += Math.min(count, passage.get(token) ?? 0);
  }
  return all === 0 ? 0 : found / all;
}

function countTokens(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  // Normalising sorts a run of combining marks in quadratic time; no writing needs more than thirty.
  const plain = text
    .replace(/(\p{M}{30})\p{M}+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase();
  for (const [found] of plain.matchAll(token)) counts.set(found, (counts.get(found) ?? 0) + 1);
  return counts;
}
