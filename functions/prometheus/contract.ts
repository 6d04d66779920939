/** GET /evaluations/metrics; with METRICS_ENABLED=false there is nothing here. */
export const metricsContract = {
  name: 'metrics',
  contentTypes: ['text/plain; version=0.0.4; charset=utf-8'],
  errors: ['not_found'],
} as const;
