import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { FaultyQueue } from '../faults/faulty-queue.ts';
import type { LeapClock } from '../faults/leap-clock.ts';
import { type Fate, type Mortal, mortal, type PortCall } from '../faults/mortal.ts';

const invocationSeconds = 120;
const batchSize = 10;

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Workers that take messages of a queue, some of which die. */
export interface FleetOptions<Ports extends object> {
  readonly queue: FaultyQueue;
  readonly clock: LeapClock;
  /** The ports of a new environment, which can be killed by them. */
  readonly createPorts: (kill: (at: string) => void) => Ports;
  readonly createHandler: (ports: () => Ports) => Handler;
  /** What befalls the next worker, which was given so many messages. */
  readonly planFate: (messages: number) => (call: PortCall) => Fate;
  readonly random: () => number;
  readonly concurrency: number;
}

/** How many workers ran, and where some of them died. */
export interface FleetCounts {
  invocations: number;
  readonly deaths: string[];
}

/** Runs invocations until no message is visible and none is under way. A worker that dies leaves its messages invisible, as Lambda does. */
export async function drain<Ports extends object>(
  options: FleetOptions<Ports>,
  counts: FleetCounts,
): Promise<void> {
  const { queue, random, concurrency } = options;
  const poll = async () => {
    for (;;) {
      const records = queue.receive(1 + Math.floor(random() * batchSize));
      if (records.length === 0) return;
      await invoke(options, records, counts);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, poll));
}

async function invoke<Ports extends object>(
  options: FleetOptions<Ports>,
  records: readonly SQSRecord[],
  counts: FleetCounts,
): Promise<void> {
  counts.invocations += 1;
  const ports = options.createPorts((at) => worker.kill(at));
  const worker: Mortal<Ports> = mortal(ports, options.planFate(records.length));
  const end = options.clock.now() + invocationSeconds * 1_000;
  const context = { getRemainingTimeInMillis: () => end - options.clock.now() } as Context;
  const handler = options.createHandler(() => worker.ports);
  const answer = handler({ Records: [...records] }, context);
  const outcome = await Promise.race([answer, worker.death]);
  if (outcome instanceof Error) return void counts.deaths.push(outcome.message);
  const failed = new Set(outcome.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  options.queue.remove(records.filter(({ messageId }) => !failed.has(messageId)));
}
