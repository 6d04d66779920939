import { holdCalls, initialPause, type PauseState, pauseLeftMs, recordFailure } from '../resilience/pause.ts';
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

/** The local pauses of an environment: every caller of a provider and model meets the same one. */
export interface LocalPauses {
  of(identity: JudgeIdentity): LocalPause;
}

// Callers name models freely; the pause recorded longest ago goes first.
const mostPauses = 256;

/** Pauses of which none has begun. */
export function createLocalPauses(): LocalPauses {
  const pauses = new Map<string, PauseState>();
  const keep = (id: string, state: PauseState): void => {
    pauses.delete(id);
    pauses.set(id, state);
    const oldest = pauses.keys().next().value;
    if (pauses.size > mostPauses && oldest !== undefined) pauses.delete(oldest);
  };
  return {
    of({ provider, model }) {
      const id = `${provider}:${model}`;
      const state = () => pauses.get(id) ?? initialPause;
      return {
        leftMs: (now) => pauseLeftMs(state(), now),
        hold: (milliseconds, now) => {
          if (milliseconds > 0) keep(id, holdCalls(state(), milliseconds, now));
        },
        record: (health, now) => {
          if (health === 'well') pauses.delete(id);
          if (health === 'sick') keep(id, recordFailure(state(), now));
        },
      };
    },
  };
}
