import type { BatchRecord } from '../store/batch-record.ts';
import type { Unevaluated } from './unevaluated.ts';

const maxAgeSeconds = 24 * 3_600;

/** How the open items of a batch end that should have ended long ago. */
export const overdue = {
  status: 'failed',
  error: { code: 'deadline_exceeded', detail: 'not evaluated within 24 hours' },
} as const satisfies Unevaluated;

/** Whether a batch should have been terminal long ago. */
export function isOverdue({ createdAt }: BatchRecord, now: number): boolean {
  return now - Date.parse(createdAt) > maxAgeSeconds * 1_000;
}
