import { ulid } from 'ulid';
import type { OncePorts } from '../idempotency/claim-key.ts';
import { type Activity, createActivityStore } from '../store/activity.ts';
import { createCounterStore } from '../store/counters.ts';
import { createDeadLetterStore } from '../store/dead-letters.ts';
import { createKeyStore } from '../store/idempotency-keys.ts';
import { createItems } from '../store/items.ts';
import { createResultStore } from '../store/results.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { createRecorder } from '../telemetry/recorder.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { environment } from './process.ts';

const items = lazy(() => createItems(environment().TABLE_NAME));
const counters = lazy(() => createCounterStore(items(), Math.random));
const activity = lazy(() => createActivityStore(items()));
const recorder = lazy(() => createRecorder((key, deltas) => counters().write(key, deltas), reportLoss));

function reportLoss(error: unknown): void {
  logger.warn('counters were not written', causeFields(error));
}

/** The table and what is kept in it, each part made when it is first used. */
export const storing = {
  items,
  counters,
  activity,
  recorder,
  deadLetters: lazy(() => createDeadLetterStore(items())),
  results: lazy(() => createResultStore(items())),
  /** What running something once per idempotency key needs. */
  once: lazy((): OncePorts => ({ ...chance, keys: createKeyStore(items()), newUlid: () => ulid() })),
  /** Adds to the recent activity; a failure is logged, because counting must not fail an evaluation. */
  countActivity: (fact: Activity): Promise<void> =>
    activity()
      .add(fact, Date.now() / 1_000)
      .catch(reportLoss),
};
