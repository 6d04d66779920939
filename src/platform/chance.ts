import { randomBytes } from 'node:crypto';

/** The clock and the chance of the process, for the ports of use cases. */
export const chance = {
  /** Milliseconds since the epoch. */
  now: Date.now,
  nonce: (): string => randomBytes(8).toString('hex'),
};
