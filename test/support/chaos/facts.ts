import type { BatchPorts } from '../../../src/batches/ports.ts';

/** What the stores saw, whether the worker that asked lived to learn of it or not. */
export interface Facts {
  /** Flips to a terminal status that took effect. */
  flips: number;
  /** Ids of the messages that told webhooks of it. */
  readonly announced: Set<string>;
  /** Chunks whose results are stored, as `batch/chunk`. */
  readonly stored: Set<string>;
}

/** Nothing seen yet. */
export function noFacts(): Facts {
  return { flips: 0, announced: new Set(), stored: new Set() };
}

/** The ports, with what takes effect noted. */
export function noting<Ports extends BatchPorts>(ports: Ports, facts: Facts): Ports {
  const { batches, chunks } = ports;
  return {
    ...ports,
    batches: {
      ...batches,
      flip: async (...sent: Parameters<typeof batches.flip>) => {
        const flipped = await batches.flip(...sent);
        if (flipped) facts.flips += 1;
        return flipped;
      },
    },
    chunks: {
      ...chunks,
      finish: async (...sent: Parameters<typeof chunks.finish>) => {
        const isFirst = await chunks.finish(...sent);
        if (isFirst) facts.stored.add(`${sent[0]}/${sent[1].chunk}`);
        return isFirst;
      },
    },
  };
}
