import { ServiceError } from '../../src/errors.ts';
import { dispatch } from '../../src/http/dispatch.ts';
import { viewCircuits } from '../../src/platform/circuit-health.ts';
import { embeddingProviders, probe } from '../../src/platform/health.ts';
import { plainEndpoint } from '../../src/platform/plain-entry.ts';
import { environment } from '../../src/platform/process.ts';
import { remember } from '../../src/platform/remember.ts';
import { healthContract, liveContract, readyContract } from './contract.ts';
import { reportHealth } from './report.ts';

const probes = remember(5_000, (now) => probe(now));
const circuits = remember(5_000, () => viewCircuits());
const statusCodes = { healthy: 200, degraded: 206, unhealthy: 503 } as const;

const live = plainEndpoint(liveContract, async () =>
  enabled(() => ({ status: 200, reply: { status: 'alive' } }) as const),
);

const ready = plainEndpoint(readyContract, async () => {
  const { database, queue, bucket } = await enabled(() => probes(Date.now()));
  const isReady = [database, queue, bucket].every((status) => status === 'healthy');
  const reply = {
    status: isReady ? 'ready' : 'not_ready',
    ready: isReady,
    checks: { database, queue, bucket },
  } as const;
  return { status: isReady ? 200 : 503, reply };
});

const health = plainEndpoint(healthContract, async ({ event }) => {
  const now = Date.now();
  const [found, shared] = await enabled(() => Promise.all([probes(now), circuits(now)]));
  const counts = Boolean(event.requestContext.identity.apiKeyId);
  const reply = reportHealth({
    probes: found,
    circuits: shared,
    embeddings: embeddingProviders(),
    now,
    counts,
  });
  return { status: statusCodes[reply.status], reply };
});

function enabled<Value>(check: () => Value): Value {
  if (!environment().HEALTH_CHECK_ENABLED) throw new ServiceError('not_found', 'health checks are off');
  return check();
}

/** Says whether the process lives, whether its dependencies answer, and how the service is. */
export const handler = dispatch(
  { 'GET /v1/health/live': live, 'GET /v1/health/ready': ready, 'GET /v1/health/evaluations': health },
  live,
);
