import { mean } from './means.ts';

/** A measure of agreement between two equally long lists in [−1, 1]; null where it is undefined. */
export type Correlation = (left: readonly number[], right: readonly number[]) => number | null;

/** Pearson's r; null below two pairs or if a side is constant. */
export const pearson: Correlation = (left, right) => {
  if (!isDefined(left, right)) return null;
  const leftMean = mean(left) as number;
  const rightMean = mean(right) as number;
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [index, value] of left.entries()) {
    const leftDeviation = value - leftMean;
    const rightDeviation = (right[index] as number) - rightMean;
    product += leftDeviation * rightDeviation;
    leftSquares += leftDeviation ** 2;
    rightSquares += rightDeviation ** 2;
  }
  return bound(product / (Math.sqrt(leftSquares) * Math.sqrt(rightSquares)));
};

/** Spearman's rho: Pearson's r of the ranks, ties sharing their average rank; null like {@link pearson}. */
export const spearman: Correlation = (left, right) => pearson(averageRanks(left), averageRanks(right));

/** Kendall's tau-b, which corrects for ties on either side; null below two pairs or if a side is constant. */
export const kendallTauB: Correlation = (left, right) => {
  if (!isDefined(left, right)) return null;
  let balance = 0;
  let leftUntied = 0;
  let rightUntied = 0;
  for (let later = 1; later < left.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const leftOrder = Math.sign((left[later] as number) - (left[earlier] as number));
      const rightOrder = Math.sign((right[later] as number) - (right[earlier] as number));
      balance += leftOrder * rightOrder;
      leftUntied += Math.abs(leftOrder);
      rightUntied += Math.abs(rightOrder);
    }
  }
  return bound(balance / (Math.sqrt(leftUntied) * Math.sqrt(rightUntied)));
};

/** The rank of every value, 1 for the lowest; equal values share the average of their ranks. */
export function averageRanks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((one, other) => (values[one] as number) - (values[other] as number));
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] as number];
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === value) end += 1;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** The mean of a correlation over groups, without those where it is undefined; null if it is so in all. */
export function averageCorrelation(
  groups: Iterable<readonly [left: readonly number[], right: readonly number[]]>,
  correlate: Correlation,
): number | null {
  const known = [...groups].map(([left, right]) => correlate(left, right)).filter((value) => value !== null);
  return mean(known);
}

function isDefined(left: readonly number[], right: readonly number[]): boolean {
  if (left.length !== right.length) throw new RangeError('A correlation needs two lists of the same length.');
  return varies(left) && varies(right);
}

function varies(values: readonly number[]): boolean {
  return values.some((value) => value !== values[0]);
}

// Rounding may leave [−1, 1] by a hair; squares of tiny deviations may vanish altogether.
function bound(value: number): number | null {
  return Number.isFinite(value) ? Math.min(1, Math.max(-1, value)) : null;
}
