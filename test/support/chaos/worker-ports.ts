import { createCircuits } from '../../../src/judges/circuits.ts';
import { embeddedJudge } from '../../../src/judges/embedded/index.ts';
import { createJudges } from '../../../src/judges/index.ts';
import { createPace } from '../../../src/judges/pace.ts';
import { batching } from '../../../src/platform/batching.ts';
import { breakers } from '../../../src/platform/breakers.ts';
import { storing } from '../../../src/platform/storing.ts';
import type { WorkerPorts } from '../../../src/queue/worker.ts';
import { breakerPolicyOf } from '../../../src/resilience/breaker-policy.ts';
import { createRecorder } from '../../../src/telemetry/recorder.ts';

/** Where the workers of a test find their judge, and how long they wait for it. */
export interface JudgeAccess {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly postpone: (receiptHandle: string, seconds: number) => void;
}

/** The ports of one environment of the worker, with a judge client and counters of its own; its clock is the test's. */
export function createWorkerPorts(access: JudgeAccess, now: () => number): WorkerPorts {
  const settings = [
    {
      provider: 'openai',
      apiKey: null,
      baseUrl: access.baseUrl,
      model: 'scripted',
      embeddingModel: null,
      timeoutMs: access.timeoutMs,
    } as const,
  ];
  const pace = createPace();
  const circuits = createCircuits({
    store: breakers(),
    policyOf: (name) => ({ ...breakerPolicyOf(name), timeoutMs: access.timeoutMs }),
  });
  return {
    ...batching.read(),
    now,
    judges: {
      embedded: embeddedJudge,
      configured: settings,
      defaultJudge: undefined,
      modelJudge: createJudges({ settings, circuits, pace, observe: () => undefined }),
    },
    recorder: createRecorder(
      (key, deltas) => storing.counters().write(key, deltas),
      () => undefined,
    ),
    countActivity: storing.countActivity,
    settle: circuits.settle,
    usualCallMs: pace.usualMs,
    leaseSeconds: 130,
    uploadConcurrency: 10,
    holdBytes: (_bytes, task) => task(),
    postpone: async (messages) => {
      for (const { record, seconds } of messages) access.postpone(record.receiptHandle, seconds);
    },
    deadLetters: storing.deadLetters(),
    postponeSeconds: 30,
    // Twenty times as fast as judges are outside of tests.
    stragglerMs: 250,
    random: Math.random,
  };
}
