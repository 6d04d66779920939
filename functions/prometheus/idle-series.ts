import { evaluationTypes, evaluators } from '../../src/evaluators/index.ts';
import { providers } from '../../src/judges/capabilities.ts';
import { deliveryOutcomes } from '../../src/store/deliveries.ts';
import type { IdleSeries } from '../../src/telemetry/exposition.ts';
import { eventNames } from '../../src/webhooks/event.ts';
import { type RouteName, routes } from '../routes.ts';
import { usagePlans } from '../usage-plans.ts';

const limited = routes.filter(({ limit }) => limit !== 'none');
/** Statuses of success other than 200: a test holds them to the contracts, which this bundle need not carry. */
const successes: Readonly<Partial<Record<RouteName, string>>> = {
  'batch-cancel': '202',
  'batch-uploads': '201',
  'batch-download': '303',
  'result-delete': '204',
  'webhook-delete': '204',
};
const providerNames = Object.keys(providers);
const limitTypes = ['minute', 'daily', 'tokens', 'cost'];
const categories = ['rate_limit', 'timeout', 'api_error', 'invalid_output', 'storage', 'unknown'];

/** Series whose labels are known beforehand exist at 0 from the start, so that a rate over them never begins with a gap. */
export const idleSeries: IdleSeries = {
  evaluation_requests_total: limited.map(({ name, method }) => ({
    endpoint: name,
    method,
    status: successes[name] ?? '200',
  })),
  evaluation_request_duration_seconds: limited.map(({ name, method }) => ({ endpoint: name, method })),
  evaluation_scores: evaluationTypes.flatMap((type) =>
    evaluators[type].metricNames.map((metric) => ({ type, metric })),
  ),
  evaluation_errors_total: evaluationTypes.flatMap((type) =>
    categories.map((error_category) => ({ type, error_category })),
  ),
  circuit_breaker_transitions_total: providerNames.flatMap((provider) =>
    ['open', 'half_open', 'closed'].map((to) => ({ provider, to })),
  ),
  circuit_breaker_rejections_total: providerNames.map((provider) => ({ provider })),
  webhook_deliveries_total: eventNames.flatMap((event) =>
    deliveryOutcomes.map((outcome) => ({ event, outcome })),
  ),
  rate_limit_hits_total: Object.keys(usagePlans).flatMap((plan) =>
    limitTypes.flatMap((limit_type) => limited.map(({ name }) => ({ plan, limit_type, endpoint: name }))),
  ),
};
