import { setTimeout as delay } from 'node:timers/promises';
import { ulid } from 'ulid';
import type { BatchPorts, SubmitPorts } from '../batches/ports.ts';
import type { ReconcilePorts } from '../batches/reconcile.ts';
import type { Sleep } from '../batches/wait.ts';
import { createChunkQueue } from '../queue/queues.ts';
import { createBatchStore } from '../store/batches.ts';
import { createChunkStore } from '../store/chunks.ts';
import { createPayloadStore } from '../store/payloads.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { environment, requireVariable } from './process.ts';
import { storing } from './storing.ts';

const sleep: Sleep = (millis, signal) => delay(millis, undefined, { signal }).catch(() => undefined);

const payloads = lazy(() => {
  const { PAYLOAD_BUCKET, AWS_ENDPOINT_URL_S3 } = environment();
  return createPayloadStore(PAYLOAD_BUCKET, { pathStyle: AWS_ENDPOINT_URL_S3 !== undefined });
});
const queue = lazy(() => createChunkQueue(requireVariable('WORK_QUEUE_URL')));

const read = lazy(
  (): BatchPorts => ({
    ...chance,
    batches: createBatchStore(storing.items()),
    chunks: createChunkStore(storing.items()),
    payloads: payloads(),
  }),
);

/** What the use cases of batches need; what evaluates their items is in working.ts. */
export const batching = {
  payloads,
  read,
  submit: lazy((): SubmitPorts & { readonly sleep: Sleep } => ({
    ...read(),
    queue: queue(),
    newBatchId: () => `batch_${ulid()}`,
    retentionDays: environment().RESULT_RETENTION_DAYS,
    sleep,
  })),
  reconcile: lazy(
    (): ReconcilePorts => ({ ...read(), queue: queue(), staleSeconds: environment().CHUNK_STALE_SECONDS }),
  ),
};
