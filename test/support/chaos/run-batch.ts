import { setTimeout as pause } from 'node:timers/promises';
import { BatchBody } from '../../../src/batches/batch.ts';
import { type ReconcilePorts, reconcileBatches } from '../../../src/batches/reconcile.ts';
import { submitBatch } from '../../../src/batches/submit.ts';
import { batching } from '../../../src/platform/batching.ts';
import { splitting } from '../../../src/platform/splitting.ts';
import { createSplitter } from '../../../src/queue/splitter.ts';
import { createWorker } from '../../../src/queue/worker.ts';
import type { BatchRecord } from '../../../src/store/batch-record.ts';
import { sweepOutbox } from '../../../src/webhooks/sweep.ts';
import type { FaultyQueue } from '../faults/faulty-queue.ts';
import { mortal } from '../faults/mortal.ts';
import { noting } from './facts.ts';
import type { Fates } from './fates.ts';
import { drain, type FleetCounts } from './fleet.ts';
import { numberedItem } from './subject.ts';
import type { World } from './world.ts';

// As in production.
const concurrency = 10;
const reconcilerSeconds = 60;
const patrolPauseMs = 500;

/** A batch that is brought through a world. */
export interface Trial {
  readonly world: World;
  readonly fates: Fates;
}

/** Submits a batch of numbered items, as a tenant's call does; its submitter may die once the batch stands. */
export async function submitNumbered({ world, fates }: Trial, total: number): Promise<string> {
  const ports = { ...batching.submit(), ...world.shared };
  const batchId = ports.newBatchId();
  const body: BatchBody = {
    // More items than a call may have: the schema of one call is all that is left out.
    ...BatchBody.parse({ evaluation_type: 'geval', items: [0] }),
    items: Array.from({ length: total }, (_, index) => numberedItem(index)),
  };
  const submitter = mortal({ ...ports, newBatchId: () => batchId }, fates.ofSubmitter());
  const submission = { tenant: 'tenant-a', body, warnings: [] };
  await Promise.race([submitBatch(submitter.ports, submission), submitter.death]);
  return batchId;
}

/** Lets workers and the reconciler at it until the batch is terminal and its queue is empty. */
export async function runUntilTerminal(trial: Trial, batchId: string): Promise<FleetCounts> {
  const { world, fates } = trial;
  const counts: FleetCounts = { invocations: 0, deaths: [] };
  const shared = { ...world, concurrency };
  const workers = { ...shared, createHandler: createWorker, planFate: fates.ofWorker };
  const splitters = {
    ...shared,
    queue: world.splits,
    // Nothing takes longer than a claim while the clock does not leap.
    createPorts: () => ({
      ...noting(splitting(), world.facts),
      ...world.shared,
      repeat: () => () => undefined,
    }),
    createHandler: createSplitter,
    planFate: fates.ofReconciler,
  };
  for (;;) {
    await patrolWhile(trial, drain(workers, counts));
    await drain(splitters, counts);
    await reconcile(trial);
    const next = earliest([world.queue, world.splits]);
    const batch = await readRecord(batchId);
    if (next === null && batch.summary) return sweepAfter(trial, counts);
    const patrol = batch.summary ? Number.POSITIVE_INFINITY : world.clock.now() + reconcilerSeconds * 1_000;
    world.clock.leapTo(Math.min(next ?? patrol, patrol));
  }
}

// Longer than what makes an event true takes to announce it.
const leftSeconds = 60;

/** What a crash left in the outbox is announced when it is old enough. */
async function sweepAfter({ world }: Trial, counts: FleetCounts): Promise<FleetCounts> {
  world.clock.leapTo(world.clock.now() + leftSeconds * 1_000);
  await sweepOutbox(world.sweep);
  return counts;
}

function earliest(queues: readonly FaultyQueue[]): number | null {
  const times = queues.map((queue) => queue.nextVisibleAt()).filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

async function patrolWhile(trial: Trial, work: Promise<void>): Promise<void> {
  const over = new AbortController();
  const patrol = async () => {
    while (!over.signal.aborted) {
      await reconcile(trial);
      await pause(patrolPauseMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  };
  await Promise.all([work.finally(() => over.abort()), patrol()]);
}

/** One run of the reconciler, which may die as well. */
export async function reconcile({ world, fates }: Trial): Promise<void> {
  const ports: ReconcilePorts = {
    ...noting(batching.read(), world.facts),
    ...world.shared,
    staleSeconds: 240,
    random: Math.random,
  };
  const reconciler = mortal(ports, fates.ofReconciler());
  const run = async () => {
    await reconcileBatches(reconciler.ports);
    await sweepOutbox(world.sweep);
  };
  // One that the table fails has a successor.
  await Promise.race([run().catch(() => undefined), reconciler.death]);
}

/** The batch as it stands. */
export async function readRecord(batchId: string): Promise<BatchRecord> {
  const batch = await batching.read().batches.read(batchId);
  if (!batch) throw new Error(`there is no batch ${batchId}`);
  return batch;
}
