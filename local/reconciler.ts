import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import type { Invoke } from './invoker.ts';
import { type Loop, startLoop } from './loop.ts';

/** How often the reconciler runs, and how. */
export interface ReconcilerOptions {
  readonly invoke: Invoke;
  readonly periodSeconds: number;
  readonly log: (line: string) => void;
}

/** Runs `reconcile-batches` at once and then periodically, as the schedule on AWS does. */
export function startReconciler({ invoke, periodSeconds, log }: ReconcilerOptions): Loop {
  const run = async (): Promise<void> => {
    await invoke('reconcile-batches', createScheduledEvent(new Date()));
  };
  return startLoop(run, { pauseMilliseconds: periodSeconds * 1000, log });
}

function createScheduledEvent(time: Date): ScheduledEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: time.toISOString(),
    region: 'us-east-1',
    resources: [],
    detail: {},
  };
}
