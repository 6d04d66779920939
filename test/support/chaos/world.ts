import type { WholePorts } from '../../../src/batches/ports.ts';
import { splitMessageFor, type WholeQueue } from '../../../src/batches/whole-queue.ts';
import type { WorkerPorts } from '../../../src/queue/worker.ts';
import { createRandom } from '../../../src/statistics/random.ts';
import { createAnnouncer } from '../../../src/webhooks/announce.ts';
import type { SweepPorts } from '../../../src/webhooks/sweep.ts';
import { type FaultRates, faultScript } from '../faults/fault-script.ts';
import { createFaultyQueue, type FaultyQueue } from '../faults/faulty-queue.ts';
import { createLeapClock, type LeapClock } from '../faults/leap-clock.ts';
import { type JudgeCall, type ScriptedJudge, startScriptedJudge } from '../scripted-judge.ts';
import { announceTo } from './announcing.ts';
import { type Facts, noFacts, noting } from './facts.ts';
import { indexOfCall, soundAnswer } from './subject.ts';
import { createWorkerPorts } from './worker-ports.ts';

/** What may go wrong in a world, in shares of calls and messages. */
export interface WorldOptions {
  readonly seed: number;
  readonly judge: FaultRates;
  readonly duplicates: number;
  readonly redeliveries: number;
  /** Longest wait for one judge call. */
  readonly timeoutMs: number;
  /** Whether a worker dies that asks this. */
  readonly isPoison?: (prompt: string) => boolean;
  /** Learns of every call that the judge receives. */
  readonly onCall?: (call: JudgeCall) => void;
}

/** A judge and a queue that misbehave, and a clock of their own. */
export interface World {
  readonly clock: LeapClock;
  readonly random: () => number;
  readonly queue: FaultyQueue;
  /** Where large batches are sent to be ended. */
  readonly splits: FaultyQueue;
  /** The queues as the service's code sends to them, and the clock. */
  readonly shared: Pick<WholePorts, 'queue' | 'wholes' | 'now' | 'announcer'>;
  /** What sweeps the outbox. */
  readonly sweep: SweepPorts;
  readonly judge: ScriptedJudge;
  readonly facts: Facts;
  /** The ports of a new worker, and what kills it; what takes effect is noted. */
  createPorts(kill: (at: string) => void): WorkerPorts;
  stop(): Promise<void>;
}

/** Starts a world on the engines that the process's environment names. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { seed, judge: rates, duplicates, redeliveries, timeoutMs, onCall } = options;
  const clock = createLeapClock();
  const random = createRandom(seed);
  const visibility = { visibilitySeconds: 720, maxReceiveCount: 50 };
  const faults = { duplicates, redeliveries, ...visibility, now: clock.now, random };
  const queue = createFaultyQueue(faults);
  const splits = createFaultyQueue(faults);
  const wholes: WholeQueue = {
    send: async (tenant, batchId) => splits.put(tenant, JSON.stringify(splitMessageFor(batchId))),
  };
  const facts = noFacts();
  const sweep = { ...announceTo(facts), now: clock.now };
  const shared = { queue, wholes, now: clock.now, announcer: createAnnouncer(sweep) };
  const subjectOf = (call: JudgeCall) => String(indexOfCall(call));
  const script = faultScript({ seed, rates, subjectOf, answer: soundAnswer });
  const judge = await startScriptedJudge((call, index) => {
    onCall?.(call);
    return typeof script === 'function' ? script(call, index) : {};
  });
  const access = { baseUrl: judge.baseUrl, timeoutMs, postpone: queue.changeVisibility };
  return {
    clock,
    random,
    queue,
    splits,
    shared,
    sweep,
    judge,
    facts,
    createPorts: (kill) =>
      poisoned(noting({ ...createWorkerPorts(access, clock.now), ...shared }, facts), options.isPoison, kill),
    stop: () => judge.stop(),
  };
}

/** Ports whose worker dies at what is poison to it. */
function poisoned(
  ports: WorkerPorts,
  isPoison: WorldOptions['isPoison'] = () => false,
  kill: (at: string) => void,
): WorkerPorts {
  const { judges } = ports;
  const modelJudge: typeof judges.modelJudge = (...named) => {
    const judge = judges.modelJudge(...named);
    return {
      ...judge,
      complete: async (request, signal) => {
        if (isPoison(request.prompt)) kill('poison');
        return judge.complete(request, signal);
      },
    };
  };
  return { ...ports, judges: { ...judges, modelJudge } };
}
