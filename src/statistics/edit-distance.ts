import { distance } from 'fastest-levenshtein';

// A symbol that the other side lacks matches nothing: all of those of one side share one code.
const onlyLeft = 0;
const onlyRight = 1;
const firstShared = 2;
const codeUnits = 65_536;

/**
 * The Levenshtein distance of two sequences of symbols: how many are to be inserted, deleted or replaced to make one the
 * other. Takes time in the product of their lengths; throws if more than 65,534 symbols occur in both.
 */
export function editDistance(left: readonly string[], right: readonly string[]): number {
  const codes = sharedCodes(left, right);
  return distance(encode(left, codes, onlyLeft), encode(right, codes, onlyRight));
}

/** The distance per symbol of the reference, which may exceed 1; against an empty reference 0 for nothing and 1 for anything. */
export function errorRate(hypothesis: readonly string[], reference: readonly string[]): number {
  if (reference.length === 0) return hypothesis.length === 0 ? 0 : 1;
  return editDistance(hypothesis, reference) / reference.length;
}

/** The package compares UTF-16 code units: each symbol that both sides have becomes one of its own. */
function sharedCodes(left: readonly string[], right: readonly string[]): ReadonlyMap<string, number> {
  const shared = [...new Set(left).intersection(new Set(right))];
  if (shared.length > codeUnits - firstShared) {
    throw new RangeError(`${shared.length} shared symbols do not fit ${codeUnits} code units`);
  }
  return new Map(shared.map((symbol, index) => [symbol, firstShared + index]));
}

function encode(symbols: readonly string[], codes: ReadonlyMap<string, number>, otherwise: number): string {
  return symbols.map((symbol) => String.fromCharCode(codes.get(symbol) ?? otherwise)).join('');
}
