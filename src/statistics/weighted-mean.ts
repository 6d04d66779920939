/** A value and its weight, which is 0 or more. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The weighted mean, whatever the size of the weights; null where nothing weighs anything. */
export function weightedMean(values: readonly Weighted[]): number | null {
  const weighing = values.filter(({ weight }) => weight > 0);
  const heaviest = Math.max(...weighing.map(({ weight }) => weight));
  // Shares of the heaviest: sums of huge weights would be infinite, and their quotient no number.
  const shares = weighing.map(({ weight }) => weight / heaviest);
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) return null;
  const mean = weighing.reduce((sum, { value }, index) => sum + value * (shares[index] ?? 0), 0) / total;
  const numbers = weighing.map(({ value }) => value);
  // Rounding must not carry a mean out of the range of its values.
  return Math.min(Math.max(mean, Math.min(...numbers)), Math.max(...numbers));
}
