import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What CloudWatch learns of one request. */
export interface RequestFact {
  readonly endpoint: string;
  readonly status: number;
  readonly seconds: number;
}

/** Emits one request in CloudWatch's embedded metric format: by service, and by service and endpoint. */
export function emitRequest({ endpoint, status, seconds }: RequestFact): void {
  // An instance per request: stored metrics and dimensions of one instance are shared by concurrent invocations.
  const metrics = new Metrics();
  metrics.addDimensions({ endpoint });
  metrics.addMetric('Requests', MetricUnit.Count, 1);
  metrics.addMetric('ServerErrors', MetricUnit.Count, status >= 500 ? 1 : 0);
  metrics.addMetric('RequestDuration', MetricUnit.Seconds, seconds);
  metrics.publishStoredMetrics();
}

/** What CloudWatch learns of evaluations, single or in a chunk. */
export interface EvaluationFact {
  readonly completed: number;
  readonly failed: number;
}

/** Emits finished evaluations by service and, where one judged them, by provider. */
export function emitEvaluations(provider: string | null, { completed, failed }: EvaluationFact): void {
  const metrics = new Metrics();
  if (provider) metrics.addDimensions({ provider });
  metrics.addMetric('EvaluationsCompleted', MetricUnit.Count, completed);
  metrics.addMetric('EvaluationsFailed', MetricUnit.Count, failed);
  metrics.publishStoredMetrics();
}
