/** F-beta of precision and recall, both on 0..1: recall counts beta times as much; 0 where both are 0. */
export function fBeta(precision: number, recall: number, beta = 1): number {
  const weight = beta ** 2;
  const sum = weight * precision + recall;
  return sum === 0 ? 0 : Math.min(1, ((1 + weight) * precision * recall) / sum);
}

/** Share of the elements for which something holds; null of none. */
export function shareOf<T>(elements: readonly T[], holds: (element: T) => boolean): number | null {
  return elements.length === 0 ? null : elements.filter(holds).length / elements.length;
}
