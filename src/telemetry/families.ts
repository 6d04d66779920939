/** A Prometheus family. Its series live in items of one group: one item per shard and value of the group's labels. */
export interface Family {
  readonly type: 'counter' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, ascending; `+Inf` is implied. */
  readonly buckets?: readonly number[];
  readonly group: GroupName;
}

/** The items that hold series: families of a group that are counted together cost one write together. */
export const groups = {
  request: ['endpoint', 'method'],
  evaluation: ['type', 'provider'],
  judge: ['provider', 'model'],
  circuit: ['provider'],
  limit: ['endpoint'],
  webhook: ['event'],
} as const;

/** The name of a group of families. */
export type GroupName = keyof typeof groups;

const latency = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const evaluating = [0.5, 1, 2.5, 5, 10, 30, 60, 120];
const judging = [0.25, 0.5, 1, 2.5, 5, 10, 30];
const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Every counter and histogram that is counted in the table. Labels come from closed sets, never from a tenant or an item. */
export const families = {
  evaluation_requests_total: {
    type: 'counter',
    help: 'HTTP requests answered, by endpoint, method and status.',
    labels: ['endpoint', 'method', 'status'],
    group: 'request',
  },
  evaluation_request_duration_seconds: {
    type: 'histogram',
    help: 'Time from the arrival of a request to its answer.',
    labels: ['endpoint', 'method'],
    buckets: latency,
    group: 'request',
  },
  evaluations_total: {
    type: 'counter',
    help: 'Evaluations finished, batch items included, by type, provider and status.',
    labels: ['type', 'provider', 'status'],
    group: 'evaluation',
  },
  evaluation_duration_seconds: {
    type: 'histogram',
    help: 'Time that one evaluation took.',
    labels: ['type', 'provider'],
    buckets: evaluating,
    group: 'evaluation',
  },
  evaluation_scores: {
    type: 'histogram',
    help: 'Scores given, by type and metric.',
    labels: ['type', 'metric'],
    buckets: tenths,
    group: 'evaluation',
  },
  evaluation_errors_total: {
    type: 'counter',
    help: 'Metrics and evaluations that failed, by category of the failure.',
    labels: ['type', 'error_category'],
    group: 'evaluation',
  },
  judge_requests_total: {
    type: 'counter',
    help: 'Calls sent to model providers, failed ones included.',
    labels: ['provider', 'model'],
    group: 'judge',
  },
  judge_failures_total: {
    type: 'counter',
    help: 'Calls sent to model providers that brought no answer, refusals for the rate included.',
    labels: ['provider', 'model'],
    group: 'judge',
  },
  judge_request_duration_seconds: {
    type: 'histogram',
    help: 'Time that one call to a model provider took.',
    labels: ['provider', 'model'],
    buckets: judging,
    group: 'judge',
  },
  judge_tokens_total: {
    type: 'counter',
    help: 'Tokens of model providers, by kind.',
    labels: ['provider', 'model', 'kind'],
    group: 'judge',
  },
  circuit_breaker_transitions_total: {
    type: 'counter',
    help: 'Changes of the shared circuits, by provider and the state they changed to.',
    labels: ['provider', 'to'],
    group: 'circuit',
  },
  circuit_breaker_rejections_total: {
    type: 'counter',
    help: 'Calls that were not made because the circuit of their provider and model was open.',
    labels: ['provider'],
    group: 'circuit',
  },
  rate_limit_hits_total: {
    type: 'counter',
    help: 'Requests refused by a limit of the service.',
    labels: ['plan', 'limit_type', 'endpoint'],
    group: 'limit',
  },
  webhook_deliveries_total: {
    type: 'counter',
    help: 'Tries to deliver a webhook, by event and outcome.',
    labels: ['event', 'outcome'],
    group: 'webhook',
  },
} as const satisfies Record<string, Family>;

/** The name of a counted family. */
export type FamilyName = keyof typeof families;

/** The names of counters. */
export type CounterName = {
  [Name in FamilyName]: (typeof families)[Name]['type'] extends 'counter' ? Name : never;
}[FamilyName];

/** The names of histograms. */
export type HistogramName = Exclude<FamilyName, CounterName>;

/** Label values; a group's labels may be given beyond the family's own. */
export type Labels = Readonly<Record<string, string>>;
