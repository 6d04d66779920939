import {
  holdCalls,
  initialPause,
  type PauseState,
  type PauseView,
  pauseLeftMs,
  recordFailure,
  recordSuccess,
  viewPause,
} from '../resilience/pause.ts';
import type { FailureMeaning } from './call.ts';
import type { JudgeIdentity } from './judge.ts';

/** The local pause of one provider and model, as its judge uses it. */
export interface LocalPause {
  /** Milliseconds until calls may be made again, 0 if they may now. */
  leftMs(now: number): number;
  /** Takes in what an outcome says of the provider's health; one that says nothing changes nothing. */
  record(health: FailureMeaning['health'], now: number): void;
  /** Makes calls wait as long as the provider asked for, up to 4 s, unless it answers another one before. */
  hold(milliseconds: number, now: number): void;
}

interface PauseEntry extends JudgeIdentity {
  readonly state: PauseState;
}

/** A local pause with whose it is. */
export interface NamedPauseView extends PauseView, JudgeIdentity {}

// On one machine several bundles share the process, and health has to see what the judging functions recorded.
const key = Symbol.for('assay.local-pauses');
// Callers name models freely; the entry recorded longest ago goes first.
const mostEntries = 256;

/** The local pause of a provider and model, the same one for every caller in the process. */
export function pauseOf({ provider, model }: JudgeIdentity): LocalPause {
  const id = `${provider}:${model}`;
  const state = () => entries().get(id)?.state ?? initialPause;
  return {
    leftMs: (now) => pauseLeftMs(state(), now),
    hold: (milliseconds, now) => {
      if (milliseconds > 0) store(id, { provider, model, state: holdCalls(state(), milliseconds, now) });
    },
    record: (health, now) => {
      if (health === 'unknown') return;
      const next = health === 'well' ? recordSuccess(state()) : recordFailure(state(), now);
      store(id, { provider, model, state: next });
    },
  };
}

/** Every local pause of the process with an outcome recorded. */
export function pauseViews(now: number): readonly NamedPauseView[] {
  return [...entries().values()].map(({ provider, model, state }) => ({
    provider,
    model,
    ...viewPause(state, now),
  }));
}

function entries(): Map<string, PauseEntry> {
  const shared = globalThis as { [key]?: Map<string, PauseEntry> };
  shared[key] ??= new Map();
  return shared[key];
}

function store(id: string, entry: PauseEntry): void {
  const all = entries();
  all.delete(id);
  all.set(id, entry);
  const oldest = all.keys().next().value;
  if (all.size > mostEntries && oldest !== undefined) all.delete(oldest);
}
