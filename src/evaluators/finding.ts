import type { JudgeError } from '../judges/judge.ts';
import type { FailedMetric, Metric, Results, SkippedMetric } from './metric.ts';

/** What came of one metric: scored, failed with the judge's error, or skipped because it does not apply. */
export type Finding<M extends Metric = Metric> =
  | { readonly kind: 'scored'; readonly metric: M }
  | { readonly kind: 'failed'; readonly failed: FailedMetric; readonly error: JudgeError }
  | { readonly kind: 'skipped'; readonly skipped: SkippedMetric };

/** A metric with its score. */
export function scored<M extends Metric>(metric: M): Finding<M> {
  return { kind: 'scored', metric };
}

/** A metric that a judge failed at. */
export function failed(name: string, error: JudgeError): Finding<never> {
  return { kind: 'failed', failed: { name, code: error.code, detail: error.message }, error };
}

/** A metric that does not apply, and why. */
export function skipped(name: string, reason: string): Finding<never> {
  return { kind: 'skipped', skipped: { name, reason } };
}

/** What all results say of findings: which of them have no score, and why. */
export function toResults(findings: readonly Finding[]): Results {
  const failed_metrics = findings.flatMap((finding) => (finding.kind === 'failed' ? [finding.failed] : []));
  return {
    failed_metrics,
    skipped_metrics: findings.flatMap((finding) => (finding.kind === 'skipped' ? [finding.skipped] : [])),
    partial_results: failed_metrics.length > 0,
  };
}

/** Like {@link toResults}, with the metrics that were scored by their names. */
export function toMetricResults<M extends Metric>(findings: readonly Finding<M>[]) {
  const metrics: Record<string, M> = Object.fromEntries(
    scoredIn(findings).map((metric) => [metric.name, metric]),
  );
  return { metrics, ...toResults(findings) };
}

/** The metrics that were scored, in order. */
export function scoredIn<M extends Metric>(findings: readonly Finding<M>[]): readonly M[] {
  return findings.flatMap((finding) => (finding.kind === 'scored' ? [finding.metric] : []));
}

/** The judge's errors behind what failed, each once. */
export function errorsIn(findings: readonly Finding[]): readonly JudgeError[] {
  return [...new Set(findings.flatMap((finding) => (finding.kind === 'failed' ? [finding.error] : [])))];
}
