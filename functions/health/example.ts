import type { Example } from '../../src/http/documented.ts';
import type { HealthReply, healthContract, liveContract, readyContract } from './contract.ts';

const tag = 'Operations';
const checks = { database: 'healthy', queue: 'healthy', bucket: 'healthy' } as const;

/** A process that lives. */
export const liveExample: Example<typeof liveContract> = {
  summary: 'Says that the process lives; asks nothing else.',
  tag,
  replies: { 200: { status: 'alive' } },
};

/** A service that is ready, and one without its table. */
export const readyExample: Example<typeof readyContract> = {
  summary: 'Says whether the table, the queue and the bucket answer.',
  tag,
  replies: {
    200: { status: 'ready', ready: true, checks },
    503: { status: 'not_ready', ready: false, checks: { ...checks, database: 'unhealthy' } },
  },
};

const circuit = { state: 'closed', health: 'healthy', forced: false, retry_at: null } as const;
const open = {
  state: 'open',
  health: 'unhealthy',
  forced: false,
  retry_at: '2026-11-23T10:00:30.000Z',
} as const;

function report(
  status: HealthReply['status'],
  provider: typeof circuit | typeof open,
  database: 'healthy' | 'unhealthy' = 'healthy',
): HealthReply {
  return {
    service: 'evaluations',
    version: '0.1.0',
    status,
    timestamp: '2026-11-23T10:00:00.000Z',
    components: {
      database: { status: database },
      queue: { status: 'healthy' },
      circuit_breakers: {
        openai: { ...provider, models: { 'gpt-5-mini': provider } },
      },
      embeddings: { status: 'not_configured', providers: [] },
    },
  };
}

/** A healthy service, one whose provider fails, and one without its table. */
export const healthExample: Example<typeof healthContract> = {
  summary: 'Reports dependencies and providers; the holder of a key sees counts as well.',
  tag,
  replies: {
    200: report('healthy', circuit),
    206: report('degraded', open),
    503: report('unhealthy', circuit, 'unhealthy'),
  },
};
