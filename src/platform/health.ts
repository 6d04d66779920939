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
  const [work, dead] = await Promise.all([probing.workQueue()(), storing.deadLetters().count()]);
  return { visible: work.visible, in_flight: work.inFlight, dead_letters: dead };
}

async function readLastHour(now: number): Promise<NonNullable<Probes['lastHour']>> {
  const { total, errors, seconds } = await storing.activity().lastHour(now / 1_000);
  return {
    total_evaluations: total,
    error_count: errors,
    avg_processing_time_seconds: total === 0 ? null : seconds / total,
  };
}

/** The configured providers with an embedding model, in the order of preference. */
export function embeddingProviders(): readonly string[] {
  return environment()
    .providers.filter(({ embeddingModel }) => embeddingModel !== null)
    .map(({ provider }) => provider);
}
