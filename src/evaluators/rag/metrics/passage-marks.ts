import * as z from 'zod';
import { listIn } from '../../judging/reply-list.ts';

/** The marks that one sample gave to passages by their numbers, and its reasoning, '' if none came. */
export interface PassageMarks {
  readonly marks: ReadonlyMap<number, number>;
  readonly analysis: string;
}

const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number),
]);
const Entry = z.object({ chunk: whole, score: whole.pipe(z.int().min(1).max(5)) });

/** The marks in a reply, each passage's first; null if fewer than half of these passages have one. */
export function readPassageMarks(reply: string, chunks: readonly number[]): PassageMarks | null {
  const found = listIn(reply, 'marks');
  if (!found) return null;
  const marks = new Map<number, number>();
  for (const entry of found.list) {
    const { data } = Entry.safeParse(entry);
    if (data && chunks.includes(data.chunk) && !marks.has(data.chunk)) marks.set(data.chunk, data.score);
  }
  const analysis = found.object['analysis'];
  if (marks.size * 2 < chunks.length) return null;
  return { marks, analysis: typeof analysis === 'string' ? analysis : '' };
}
