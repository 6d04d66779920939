/** The cosine of two vectors in [−1, 1]; null where it is undefined: another length, a zero vector, a number that is none. */
export function cosine(left: readonly number[], right: readonly number[]): number | null {
  if (left.length !== right.length) return null;
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [index, value] of left.entries()) {
    const other = right[index] as number;
    product += value * other;
    leftSquares += value ** 2;
    rightSquares += other ** 2;
  }
  const quotient = product / (Math.sqrt(leftSquares) * Math.sqrt(rightSquares));
  return Number.isFinite(quotient) ? Math.min(1, Math.max(-1, quotient)) : null;
}
