import type { FeatureName, Features } from '../../src/judges/embedded/features.ts';
import {
  type Check,
  type CheckName,
  evaluate,
  type Line,
  standardise,
  type Weights,
} from '../../src/judges/embedded/model.ts';
import type { Tables } from '../../src/judges/embedded/tables.ts';
import { type SummaryDimension, summaryDimensions } from '../../src/judges/judge.ts';
import type { Example } from './examples.ts';
import { fitLine, type Target } from './line.ts';
import { checkSigns, ratingSigns } from './signs.ts';

/** What a fit yields: everything but the agreement, which is measured elsewhere. */
export type Fit = Omit<Weights, 'agreement'>;

/** How strongly the line of each dimension is held back. */
export type Lambdas = Readonly<Record<SummaryDimension, number>>;

type Scales = Weights['scales'];

const checkLambda = 0.05;
const falseWeight = 0.2;
// A check says "not at all" up to where 80 % of the spoilt texts lie and "fully" from where 95 % of the sound
// ones do: of the two mistakes, letting a spoilt text through is the lesser one.
const tails = { spoilt: 0.2, sound: 0.05 } as const;
const narrowest = 0.05;

/** Fits the scales, the line of every dimension and both checks. */
export function fitWeights(examples: readonly Example[], tables: Tables, lambdas: Lambdas): Fit {
  const scales = measureScales(examples);
  const dimensions = summaryDimensions.map(
    (name) => [name, fitDimension(name, examples, { scales, lambda: lambdas[name] })] as const,
  );
  return {
    scales,
    dimensions: Object.fromEntries(dimensions) as Record<SummaryDimension, Line>,
    checks: {
      language: fitCheck('language', examples, scales),
      support: fitCheck('support', examples, scales),
    },
    tables,
  };
}

function measureScales(examples: readonly Example[]): Scales {
  const rated = examples.flatMap(({ features, rated: found }) =>
    found ? [{ features, weight: found.weight }] : [],
  );
  const total = rated.reduce((sum, { weight }) => sum + weight, 0);
  const average = (read: (features: Features) => number) =>
    rated.reduce((sum, { features, weight }) => sum + weight * read(features), 0) / total;
  const names = Object.keys(rated[0]?.features ?? {}) as FeatureName[];
  const scales = names.map((name) => {
    const mean = average((features) => features[name]);
    const deviation = Math.sqrt(average((features) => (features[name] - mean) ** 2));
    return [name, [mean, deviation > 0 ? deviation : 1]] as const;
  });
  return Object.fromEntries(scales) as unknown as Scales;
}

function fitDimension(
  dimension: SummaryDimension,
  examples: readonly Example[],
  { scales, lambda }: { readonly scales: Scales; readonly lambda: number },
): Line {
  const targets = examples.flatMap(({ document, features, rated, falseConsistency }): Target[] => {
    if (rated) {
      const group = rated.byPeople ? document : null;
      return [{ features, target: rated.ratings[dimension], weight: rated.weight, group }];
    }
    const used = dimension === 'consistency' && falseConsistency !== null;
    return used ? [{ features, target: falseConsistency, weight: falseWeight, group: null }] : [];
  });
  const signs = Object.keys(scales).map((name) => [name, ratingSigns[name as FeatureName] ?? 0]);
  return fitLine(targets, { scales, lambda, signs: Object.fromEntries(signs) });
}

function fitCheck(check: CheckName, examples: readonly Example[], scales: Scales): Check {
  const targets = examples.flatMap(({ features, soundness, checkWeight: weight }) => {
    const target = soundness[check];
    return target === null ? [] : [{ features, target, weight, group: null }];
  });
  const line = fitLine(targets, { scales, lambda: checkLambda, signs: checkSigns[check] });
  const sort = (target: number) =>
    targets
      .filter((row) => row.target === target)
      .map((row) => evaluate(line, standardise(row.features, scales)))
      .sort((one, other) => one - other);
  const [spoilt, sound] = [sort(0), sort(1)];
  const low = spoilt[Math.floor(spoilt.length * (1 - tails.spoilt))] ?? 0;
  return {
    ...line,
    low,
    high: Math.max(low + narrowest, sound[Math.floor(sound.length * tails.sound)] ?? 1),
  };
}
