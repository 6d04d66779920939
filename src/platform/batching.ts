import { setTimeout as delay } from 'node:timers/promises';
import { ulid } from 'ulid';
import type { BatchPorts, SendPorts, SubmitPorts } from '../batches/ports.ts';
import type { ReconcilePorts } from '../batches/reconcile.ts';
import type { Sleep } from '../batches/wait.ts';
import { createChunkQueue, createWholeQueue } from '../queue/queues.ts';
import { createBatchStore } from '../store/batches.ts';
import { createChunkStore } from '../store/chunks.ts';
import { createPayloadStore } from '../store/payloads.ts';
import { createSplitStore } from '../store/splits.ts';
import { announcing } from './announcing.ts';
import { bucket } from './bucket.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { environment, requireVariable } from './process.ts';
import { storing } from './storing.ts';

const sleep: Sleep = (millis, signal) => delay(millis, undefined, { signal }).catch(() => undefined);

const payloads = lazy(() => createPayloadStore(bucket()));
const queue = lazy(() => createChunkQueue(requireVariable('WORK_QUEUE_URL')));
const wholes = lazy(() => createWholeQueue(requireVariable('SPLITS_QUEUE_URL')));

const read = lazy(
  (): BatchPorts => ({
    ...chance,
    batches: createBatchStore(storing.items()),
    chunks: createChunkStore(storing.items()),
    splits: createSplitStore(storing.items()),
    payloads: payloads(),
    announcer: announcing.announcer(),
    // Made when it is first used: a function that ends no batch has no such queue.
    wholes: { send: (tenant, batchId) => wholes().send(tenant, batchId) },
    openObject: null,
  }),
);
const send = lazy((): SendPorts => ({ ...read(), queue: queue() }));

/** What the use cases of batches need; what evaluates their items is in working.ts. */
export const batching = {
  payloads,
  read,
  submit: lazy((): SubmitPorts & { readonly sleep: Sleep } => ({
    ...send(),
    newBatchId: () => `batch_${ulid()}`,
    retentionDays: environment().RESULT_RETENTION_DAYS,
    maxUploadBytes: environment().UPLOAD_MAX_BYTES,
    sleep,
  })),
  reconcile: lazy(
    (): ReconcilePorts => ({
      ...send(),
      staleSeconds: environment().CHUNK_STALE_SECONDS,
      random: Math.random,
    }),
  ),
  send,
};
