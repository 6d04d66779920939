import { allows, type BreakerState, initialState } from '../../src/resilience/breaker-state.ts';
import type { BreakerStore, CircuitName } from '../../src/resilience/breaker-store.ts';
import { emptyTally, type Window, windowSeconds } from '../../src/resilience/breaker-window.ts';

/** Circuits shared within a process, by the contract of the table. */
export function createMemoryBreakers(): BreakerStore {
  const states = new Map<string, { readonly name: CircuitName; readonly state: BreakerState }>();
  const windows = new Map<string, Window>();
  const idOf = ({ provider, model }: CircuitName) => `${provider}#${model}`;
  const stateOf = (name: CircuitName) => states.get(idOf(name))?.state ?? initialState;
  return {
    async read(name) {
      return stateOf(name);
    },
    async change(name, transition) {
      if (!allows(stateOf(name), transition)) return false;
      states.set(idOf(name), { name, state: transition.to });
      return true;
    },
    async report(name, { shard, epoch, window, report }) {
      const id = `${idOf(name)}#${shard}#${epoch}#${window}`;
      const { seconds, reports } = windows.get(id) ?? emptyWindow;
      const { second, ok, fail, slow } = report;
      const before = seconds[second] ?? emptyTally;
      const after = { ok: before.ok + ok, fail: before.fail + fail, slow: before.slow + slow };
      const next = { seconds: seconds.with(second, after), reports: reports + 1 };
      windows.set(id, next);
      return next;
    },
    async list() {
      return [...states.values()];
    },
  };
}

const emptyWindow: Window = { seconds: Array(windowSeconds).fill(emptyTally), reports: 0 };
