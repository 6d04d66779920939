import { measureFeatures } from '../../src/judges/embedded/features.ts';
import { assess, type Weights } from '../../src/judges/embedded/model.ts';
import { type SummaryDimension, summaryDimensions } from '../../src/judges/judge.ts';
import { averageCorrelation, type Correlation, spearman } from '../../src/statistics/correlation.ts';
import { mean } from '../../src/statistics/means.ts';
import type { RatedDocument } from './dataset.ts';
import type { Example } from './examples.ts';
import { type Fit, fitWeights, type Lambdas } from './fit.ts';

/** A correlation per dimension. */
export type Agreement = Readonly<Record<SummaryDimension, number>>;

const folds = 5;
const lambdas = [0.03, 0.1, 0.3, 1, 3] as const;

/** Summary-level agreement with people: correlated within each document, averaged over the documents. */
export function measureAgreement(
  examples: readonly Example[],
  fit: Fit,
  correlate: Correlation = spearman,
): Agreement {
  const weights: Weights = { ...fit, agreement: { fluency: 0, consistency: 0, relevance: 0, coherence: 0 } };
  const rated = examples.filter((example) => example.rated?.byPeople);
  const marked = rated.map((example) => ({ ...example, assessed: assess(example.features, weights) }));
  const documents = [...Map.groupBy(marked, (example) => example.document).values()];
  const measure = (dimension: SummaryDimension) =>
    averageCorrelation(
      documents.map((rows) => [
        rows.map(({ assessed }) => assessed[dimension].rating),
        rows.map((row) => row.rated?.ratings[dimension] ?? 0),
      ]),
      correlate,
    ) ?? 0;
  return mapDimensions(measure);
}

/** The mean over the four dimensions. */
export function averageAgreement(agreement: Agreement): number {
  return mean(Object.values(agreement)) ?? 0;
}

/** Cross-validated agreement for every lambda, and for each dimension the lambda that does best. */
export function chooseLambdas(examples: readonly Example[], tables: Weights['tables']) {
  const tried = lambdas.map((lambda) => ({ lambda, agreement: crossValidate(examples, tables, lambda) }));
  const chosen = mapDimensions((dimension) => {
    const best = tried.reduce((one, other) =>
      other.agreement[dimension] > one.agreement[dimension] ? other : one,
    );
    return best.lambda;
  });
  return { tried, chosen };
}

/** The rated summaries of documents as examples to measure on. */
export function readHeldOut(documents: readonly RatedDocument[], tables: Weights['tables']): Example[] {
  return documents.flatMap((document) =>
    document.summaries.map(({ summary, human }) => ({
      document: document.id,
      features: measureFeatures(document.source, summary, tables),
      rated: { weight: 1, ratings: human, byPeople: true },
      falseConsistency: null,
      soundness: { language: null, support: null },
      checkWeight: 0,
    })),
  );
}

function crossValidate(examples: readonly Example[], tables: Weights['tables'], lambda: number): Agreement {
  const documents = [...new Set(examples.map((example) => example.document))];
  const scores = Array.from({ length: folds }, (_, fold) => {
    const left = new Set(documents.filter((_document, index) => index % folds === fold));
    const [kept, out] = [false, true].map((isOut) =>
      examples.filter(({ document }) => left.has(document) === isOut),
    );
    return measureAgreement(
      out ?? [],
      fitWeights(
        kept ?? [],
        tables,
        mapDimensions(() => lambda),
      ),
    );
  });
  return mapDimensions((dimension) => mean(scores.map((score) => score[dimension])) ?? 0);
}

function mapDimensions(map: (dimension: SummaryDimension) => number): Lambdas & Agreement {
  return Object.fromEntries(summaryDimensions.map((name) => [name, map(name)])) as Lambdas & Agreement;
}
