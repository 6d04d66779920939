/** One row to fit: standardised features, what they should give, and how much the row counts. */
export interface Row {
  readonly features: readonly number[];
  readonly target: number;
  readonly weight: number;
}

/** How a fit is held back: by lambda, and by the sign that each weight may have (0: either). */
export interface Restraint {
  readonly lambda: number;
  readonly signs: readonly number[];
}

/** The weighted means and covariances of rows, the target as the last column. */
export interface Moments {
  readonly means: readonly number[];
  readonly covariances: readonly (readonly number[])[];
}

const sweeps = 5_000;
const settled = 1e-10;

/** Sums up rows for {@link fitRidge}. */
export function measureMoments(rows: readonly Row[]): Moments {
  const size = (rows[0]?.features.length ?? 0) + 1;
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  const means = new Array<number>(size).fill(0);
  for (const row of rows) addScaled(means, [...row.features, row.target], row.weight / total);
  const covariances = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const row of rows) {
    const deviations = [...row.features, row.target].map((value, column) => value - (means[column] ?? 0));
    for (const [column, sums] of covariances.entries()) {
      addScaled(sums, deviations, ((deviations[column] ?? 0) * row.weight) / total);
    }
  }
  return { means, covariances };
}

/** Ridge regression by coordinate descent: least squares plus lambda times the squared weights, signs respected. */
export function fitRidge(
  { means, covariances }: Moments,
  restraint: Restraint,
): { intercept: number; weights: number[] } {
  const weights = restraint.signs.map(() => 0);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    if (improve(weights, covariances, restraint) < settled) break;
  }
  const offset = weights.reduce((sum, weight, column) => sum + weight * (means[column] ?? 0), 0);
  return { intercept: (means.at(-1) ?? 0) - offset, weights };
}

// Sets every weight to its best value given the others; answers the largest change.
function improve(
  weights: number[],
  covariances: Moments['covariances'],
  { lambda, signs }: Restraint,
): number {
  let change = 0;
  for (const [column, sign] of signs.entries()) {
    const row = covariances[column] ?? [];
    const old = weights[column] ?? 0;
    const own = row[column] ?? 0;
    const others = weights.reduce((sum, weight, other) => sum + weight * (row[other] ?? 0), 0) - old * own;
    const free = ((row.at(-1) ?? 0) - others) / (own + lambda);
    weights[column] = free * sign < 0 ? 0 : free;
    change = Math.max(change, Math.abs((weights[column] ?? 0) - old));
  }
  return change;
}

function addScaled(sums: number[], values: readonly number[], factor: number): void {
  for (const [column, value] of values.entries()) sums[column] = (sums[column] ?? 0) + factor * value;
}
