import type { FeatureName, Features } from '../../src/judges/embedded/features.ts';
import { type Line, standardise, type Weights } from '../../src/judges/embedded/model.ts';
import { fitRidge, type Moments, measureMoments, type Row } from './ridge.ts';
import type { Signs } from './signs.ts';

/** A text, what the line should give for it, and how much it counts. */
export interface Target {
  readonly features: Features;
  readonly target: number;
  readonly weight: number;
  /** Texts of one group are also compared with each other alone; null: of none. */
  readonly group: number | null;
}

/** How a line is fitted; the features are the keys of the signs. */
export interface Setting {
  readonly scales: Weights['scales'];
  readonly lambda: number;
  readonly signs: Signs;
}

/** Fits a line to targets, and equally to their differences within groups where there are groups. */
export function fitLine(targets: readonly Target[], { scales, lambda, signs }: Setting): Line {
  const names = Object.keys(signs) as FeatureName[];
  const rows = targets.map(({ features, target, weight, group }) => {
    const standardised = standardise(features, scales);
    return { features: names.map((name) => standardised[name]), target, weight, group };
  });
  const grouped = Map.groupBy(
    rows.filter((row) => row.group !== null),
    (row) => row.group,
  );
  const moments = joinMoments(measureMoments(rows), [...grouped.values()].flatMap(centre));
  const { intercept, weights } = fitRidge(moments, { lambda, signs: names.map((name) => signs[name] ?? 0) });
  const used = names
    .map((name, index) => [name, weights[index] ?? 0] as const)
    .filter(([, weight]) => weight !== 0);
  return { intercept, weights: Object.fromEntries(used) };
}

function joinMoments(all: Moments, centred: readonly Row[]): Moments {
  if (centred.length === 0) return all;
  const within = measureMoments(centred).covariances;
  const covariances = all.covariances.map((row, index) =>
    row.map((value, column) => (value + (within[index]?.[column] ?? 0)) / 2),
  );
  return { means: all.means, covariances };
}

function centre(rows: readonly Row[]): Row[] {
  const { means } = measureMoments(rows.map((row) => ({ ...row, weight: 1 })));
  return rows.map(({ features, target }) => ({
    features: features.map((value, column) => value - (means[column] ?? 0)),
    target: target - (means.at(-1) ?? 0),
    weight: 1,
  }));
}
