import { pauseViews } from '../judges/pauses.ts';
import type { PauseView } from '../resilience/pause.ts';
import { batching } from './batching.ts';
import { probing } from './probing.ts';
import { environment } from './process.ts';
import { storing } from './storing.ts';

/** Whether a dependency answered. */
export type CheckStatus = 'healthy' | 'unhealthy';

/** What was found out about the table, the queues, the bucket and the last hour. */
export interface Probes {
  readonly database: CheckStatus;
  readonly queue: CheckStatus;
  readonly bucket: CheckStatus;
  readonly depth: {
    readonly visible: number;
    readonly in_flight: number;
    readonly dead_letters: number;
  } | null;
  readonly lastHour: {
    readonly total_evaluations: number;
    readonly error_count: number;
    readonly avg_processing_time_seconds: number | null;
  } | null;
}

/** Asks every dependency at once; a failure is a finding, not an error. */
export async function probe(now: number): Promise<Probes> {
  const [database, depth, bucket, lastHour] = await Promise.all([
    attempt(() => storing.items().get({ pk: 'HEALTH', sk: 'HEALTH' })),
    attempt(() => readDepth()),
    attempt(() => batching.payloads().probe()),
    attempt(() => readLastHour(now)),
  ]);
  return {
    database: database.status,
    queue: depth.status,
    bucket: bucket.status,
    depth: depth.value,
    lastHour: lastHour.value,
  };
}

async function attempt<Value>(
  check: () => Promise<Value>,
): Promise<{ status: CheckStatus; value: Value | null }> {
  try {
    return { status: 'healthy', value: await check() };
  } catch {
    return { status: 'unhealthy', value: null };
  }
}

async function readDepth(): Promise<NonNullable<Probes['depth']>> {
  const [work, dead] = await Promise.all([probing.workQueue()(), probing.deadLetters()()]);
  return { visible: work.visible, in_flight: work.inFlight, dead_letters: dead.visible + dead.inFlight };
}

async function readLastHour(now: number): Promise<NonNullable<Probes['lastHour']>> {
  const { total, errors, seconds } = await storing.activity().lastHour(now / 1_000);
  return {
    total_evaluations: total,
    error_count: errors,
    avg_processing_time_seconds: total === 0 ? null : seconds / total,
  };
}

/** A provider's circuit as health shows it: the worst of its models, which are listed inside. */
export interface ProviderCircuit extends CircuitView {
  /** Whose knowledge this is: the process that answers, until the shared breaker comes. */
  readonly scope: 'environment';
  readonly models: Readonly<Record<string, CircuitView>>;
}

interface CircuitView extends PauseView {
  readonly health: 'healthy' | 'unhealthy' | 'recovering';
}

const healthOf = { closed: 'healthy', open: 'unhealthy', half_open: 'recovering' } as const;
const severity = { closed: 0, half_open: 1, open: 2 } as const;

/** The circuits of the configured providers, from this environment's local pauses. */
export function readCircuits(now: number): Record<string, ProviderCircuit> {
  const views = pauseViews(now);
  return Object.fromEntries(
    environment().providers.map(({ provider }) => {
      const own = views.filter((view) => view.provider === provider);
      const models = Object.fromEntries(own.map((view) => [view.model, circuitOf(view)]));
      const worst = Object.values(models).sort((a, b) => severity[b.state] - severity[a.state])[0];
      return [provider, { ...(worst ?? neverCalled), scope: 'environment' as const, models }];
    }),
  );
}

/** The configured providers with an embedding model, in the order of preference. */
export function embeddingProviders(): readonly string[] {
  return environment()
    .providers.filter(({ embeddingModel }) => embeddingModel !== null)
    .map(({ provider }) => provider);
}

const neverCalled: CircuitView = {
  state: 'closed',
  health: 'healthy',
  stats: { failures: 0, successes: 0, last_failure: null },
  retry_at: null,
};

function circuitOf({ state, stats, retry_at }: PauseView): CircuitView {
  return { state, health: healthOf[state], stats, retry_at };
}
