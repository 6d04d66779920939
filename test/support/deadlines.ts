import type { Deadline } from '../../src/resilience/deadline.ts';

/** A deadline that only its signal brings on. */
export function endsWith(signal: AbortSignal): Deadline {
  return { signal, endsAt: Number.POSITIVE_INFINITY };
}

/** A deadline that never comes. */
export const noDeadline = endsWith(new AbortController().signal);
