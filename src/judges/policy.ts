import { setTimeout as delay } from 'node:timers/promises';
import { createRetryBudget, type RetryBudget } from '../resilience/retry-budget.ts';
import type { FailureKind, Tokens } from './call.ts';
import { type Circuits, closedCircuits } from './circuit.ts';
import type { JudgeIdentity } from './judge.ts';
import { createPace, type Pace } from './pace.ts';
import { createLocalPauses, type LocalPauses } from './pauses.ts';
import { createSlots, type Slots } from './slots.ts';

/** One HTTP attempt, for telemetry. */
export interface ObservedCall extends JudgeIdentity {
  readonly outcome: 'ok' | FailureKind;
  readonly seconds: number;
  /** Null for a call that failed. */
  readonly tokens: Tokens | null;
}

/** How the calls to one provider are limited, repeated and observed. */
export interface JudgePolicy {
  /** Longest wait for one call. */
  readonly timeoutMs: number;
  /** From this duration on, an answer counts as a failure of the provider's health. */
  readonly slowMs: number;
  /** Shared by all judges of an environment. */
  readonly budget: RetryBudget;
  readonly slots: Slots;
  readonly pauses: LocalPauses;
  readonly pace: Pace;
  readonly circuits: Circuits;
  readonly observe: (call: ObservedCall) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Resolves after the time, or at once when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What a policy is made of: whatever differs from the real clock and chance, and from circuits that are always closed. */
export type PolicyOptions = Partial<Omit<JudgePolicy, 'timeoutMs'>> & {
  /** Calls in flight per provider (200). */
  readonly callsInFlight?: number;
};

// Sockets of an environment are limited to 1,024, and one process keeps no more calls busy.
const mostCallsInFlight = 200;

// Models that reason take many seconds when they are well: only near the time limit is slowness a symptom.
const slowShare = 0.75;

/** A policy with a retry budget of its own, the real clock and real chance, unless told otherwise. */
export function createPolicy(timeoutMs: number, options: PolicyOptions = {}): JudgePolicy {
  return {
    timeoutMs,
    slowMs: timeoutMs * slowShare,
    budget: createRetryBudget(),
    slots: createSlots(options.callsInFlight ?? mostCallsInFlight),
    pauses: createLocalPauses(),
    pace: createPace(),
    circuits: closedCircuits,
    observe: () => undefined,
    now: Date.now,
    random: Math.random,
    sleep: sleepUntilAborted,
    ...options,
  };
}

async function sleepUntilAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
