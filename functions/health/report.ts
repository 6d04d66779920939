import type { ProviderCircuit } from '../../src/platform/circuit-health.ts';
import type { Probes } from '../../src/platform/health.ts';
import { version } from '../../src/platform/version.ts';
import type { HealthReply } from './contract.ts';

/** What a health report is made from. */
export interface Findings {
  readonly probes: Probes;
  /** Of the configured providers. */
  readonly circuits: Readonly<Record<string, ProviderCircuit>>;
  readonly now: number;
  /** The providers with an embedding model. */
  readonly embeddings: readonly string[];
  /** Whether the caller may see counts. */
  readonly counts: boolean;
}

/** The report: unhealthy without the table, degraded while a circuit is not closed or anything else is amiss. */
export function reportHealth({ probes, circuits, embeddings, now, counts }: Findings): HealthReply {
  return {
    service: 'evaluations',
    version,
    status: overall(probes, circuits),
    timestamp: new Date(now).toISOString(),
    components: {
      database: { status: probes.database },
      queue: { status: probes.queue, ...(counts && probes.depth) },
      circuit_breakers: counts ? { ...circuits } : withoutStats(circuits),
      embeddings: {
        status: embeddings.length > 0 ? 'configured' : 'not_configured',
        providers: [...embeddings],
      },
    },
    ...(counts ? { metrics: { last_hour: probes.lastHour } } : {}),
  };
}

function overall(probes: Probes, circuits: Findings['circuits']): HealthReply['status'] {
  if (probes.database === 'unhealthy') return 'unhealthy';
  const troubled =
    probes.queue === 'unhealthy' ||
    probes.bucket === 'unhealthy' ||
    (probes.depth?.dead_letters ?? 0) > 0 ||
    Object.values(circuits).some(({ state }) => state !== 'closed');
  return troubled ? 'degraded' : 'healthy';
}

function withoutStats(circuits: Findings['circuits']): HealthReply['components']['circuit_breakers'] {
  return Object.fromEntries(
    Object.entries(circuits).map(([provider, { stats: _stats, models, ...circuit }]) => [
      provider,
      {
        ...circuit,
        models: Object.fromEntries(
          Object.entries(models).map(([model, { stats: _own, ...rest }]) => [model, rest]),
        ),
      },
    ]),
  );
}
