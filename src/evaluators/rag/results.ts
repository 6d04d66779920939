import * as z from 'zod';
import { mean } from '../../statistics/means.ts';
import { type Finding, toMetricResults } from '../finding.ts';
import { Results, round4OrNull } from '../metric.ts';
import { RagMetric, type RagMetricName } from './metric.ts';
import { goodness, suggest } from './suggestions.ts';

const score = z.number().min(0).max(1).nullable();

/** What an evaluation of a retrieval-augmented answer reports: metrics by the names that were asked, and means in which each counts once. */
export const RagResults = Results.extend({
  metrics: z.record(z.string(), RagMetric),
  /** Mean of the two qualities, or the one that was measured. */
  overall_score: score,
  /** Mean of the context_* metrics. */
  retrieval_quality: score,
  /** Mean of the others; those whose lower values are better enter as 1 − score. */
  generation_quality: score,
  suggestions: z.array(z.string()),
});

/** See the schema of the same name. */
export type RagResults = z.infer<typeof RagResults>;

/** What was found by the metrics' own names, and the names under which it is reported. */
export interface RagFindings {
  readonly asked: ReadonlyMap<string, RagMetricName>;
  readonly findings: ReadonlyMap<RagMetricName, Finding<RagMetric>>;
  /** Metrics that are reported and count in no mean. */
  readonly uncounted: readonly RagMetricName[];
}

/** The results of findings. */
export function toRagResults({ asked, findings, uncounted }: RagFindings): RagResults {
  const named = [...asked].flatMap(([alias, name]) => {
    const finding = findings.get(name);
    return finding ? [rename(finding, alias)] : [];
  });
  const metrics = scoredByName(findings);
  const counted = [...metrics].filter(([name]) => !uncounted.includes(name));
  const isRetrieval = ([name]: readonly [RagMetricName, RagMetric]) => name.startsWith('context_');
  const retrieval = meanOf(counted.filter(isRetrieval));
  const generation = meanOf(counted.filter((entry) => !isRetrieval(entry)));
  return {
    ...toMetricResults(named),
    overall_score: round4OrNull(mean([retrieval, generation].filter((side) => side !== null))),
    retrieval_quality: round4OrNull(retrieval),
    generation_quality: round4OrNull(generation),
    suggestions: suggest(new Map(counted)),
  };
}

function scoredByName(
  findings: ReadonlyMap<RagMetricName, Finding<RagMetric>>,
): ReadonlyMap<RagMetricName, RagMetric> {
  return new Map(
    [...findings].flatMap(([name, finding]) => (finding.kind === 'scored' ? [[name, finding.metric]] : [])),
  );
}

function rename(finding: Finding<RagMetric>, name: string): Finding<RagMetric> {
  switch (finding.kind) {
    case 'scored':
      return { ...finding, metric: { ...finding.metric, name } };
    case 'failed':
      return { ...finding, failed: { ...finding.failed, name } };
    case 'skipped':
      return { ...finding, skipped: { ...finding.skipped, name } };
    default:
      return finding satisfies never;
  }
}

function meanOf(metrics: readonly (readonly [RagMetricName, RagMetric])[]): number | null {
  return mean(metrics.map(([, metric]) => goodness(metric)));
}
