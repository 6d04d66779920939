import { draw } from '../faults/chance.ts';
import type { Fate, PortCall } from '../faults/mortal.ts';

// What a worker calls for one chunk of 25 items when nothing goes wrong.
const callsPerChunk = 34;

/** Who dies where, as the seed says. */
export interface Fates {
  /** A worker that was given so many messages, each of which may be its last. */
  readonly ofWorker: (messages: number) => (call: PortCall) => Fate;
  readonly ofReconciler: () => (call: PortCall) => Fate;
  /** The submitter may die around the sending of the messages. */
  readonly ofSubmitter: () => (call: PortCall) => Fate;
}

/** Fates by which a share of the messages is its worker's last. Where any die, so do the first two that come to end the batch: one before the flip, one after it. */
export function planFates(seed: number, crashes: number): Fates {
  let workers = 0;
  let reconcilers = 0;
  let flips = 0;
  const ofFlip = (): Fate => {
    flips += 1;
    return (['before', 'after'] as const)[flips - 1] ?? 'spared';
  };
  const mortalAt = (last: number, side: number) => (call: PortCall) => {
    if (crashes > 0 && call.name === 'batches.flip') return ofFlip();
    return call.index === last ? sideOf(side) : 'spared';
  };
  return {
    ofWorker: (messages) => {
      const number = workers++;
      const dies = draw(seed, 'worker', number) < 1 - (1 - crashes) ** messages;
      const last = Math.floor(draw(seed, 'last call', number) * callsPerChunk * messages);
      return mortalAt(dies ? last : -1, draw(seed, 'side', number));
    },
    ofReconciler: () => {
      const number = reconcilers++;
      const dies = draw(seed, 'reconciler', number) < crashes;
      return mortalAt(dies ? Math.floor(draw(seed, 'last repair', number) * 8) : -1, draw(seed, number));
    },
    ofSubmitter: () => (call) => {
      if (crashes === 0 || call.name !== 'queue.send') return 'spared';
      return draw(seed, 'submitter') < 1 / 3 ? 'spared' : sideOf(draw(seed, 'submitter side'));
    },
  };
}

function sideOf(drawn: number): Fate {
  return drawn < 0.5 ? 'before' : 'after';
}
