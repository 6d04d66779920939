import { causeFields, logger } from '../telemetry/logger.ts';
import { type AnnouncePorts, deliverNote } from './announce.ts';
import type { ServiceEvent } from './event.ts';

/** What sweeping needs beside announcing. */
export interface SweepPorts extends AnnouncePorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What one sweep did. */
export interface Sweep {
  readonly announced: number;
  /** Notes that stay for the next sweep. */
  readonly failed: number;
}

// Whoever made an event true announces it at once: what is older was left behind by a crash.
const leftAfterMillis = 30_000;

/** Announces what a crash left in the outbox. One note that cannot be sent holds up no other, and none is begun after a time in epoch milliseconds. */
export async function sweepOutbox(ports: SweepPorts, endsAt = Number.POSITIVE_INFINITY): Promise<Sweep> {
  const sweep = { announced: 0, failed: 0 };
  const before = new Date(ports.now() - leftAfterMillis).toISOString();
  for await (const { key, text } of ports.outbox.waiting(before)) {
    if (ports.now() >= endsAt) break;
    try {
      await deliverNote(ports, key, JSON.parse(text) as ServiceEvent);
      sweep.announced += 1;
    } catch (error) {
      sweep.failed += 1;
      logger.error('event was not announced', { item: key.pk, ...causeFields(error) });
    }
  }
  return sweep;
}
