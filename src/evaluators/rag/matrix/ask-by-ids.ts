import * as z from 'zod';
import { JudgeError, type JudgeRequest } from '../../../judges/judge.ts';
import { noUsage } from '../../../judges/usage.ts';
import { ask } from '../../judging/ask.ts';
import { listIn } from '../../judging/reply-list.ts';
import { type Asker, listTokens } from './asker.ts';
import type { Claim } from './claims.ts';

/** A question about some claims that is answered by their ids. */
export interface IdQuestion<Answer extends { readonly id: string }> {
  readonly claims: readonly Claim[];
  /** `again` where an earlier answer left these claims open. */
  ask(claims: readonly Claim[], again: boolean): Pick<JudgeRequest, 'instructions' | 'prompt' | 'reply'>;
  /** The answer that an entry of the reply's list of verdicts is; null for one that cannot be used. */
  answerIn(entry: unknown): Answer | null;
  /** Whether an answer needs no second one. */
  isSettled(answer: Answer): boolean;
}

/** How many claims one call is about. */
const mostPerCall = 10;

/** The claims in the batches in which they are asked about. */
export function batchesOf(claims: readonly Claim[]): readonly (readonly Claim[])[] {
  const starts = Array.from({ length: Math.ceil(claims.length / mostPerCall) }, (_, n) => n * mostPerCall);
  return starts.map((start) => claims.slice(start, start + mostPerCall));
}

/** Asks once, and once more about what was left out or not settled; what that answers replaces what was not settled. */
export async function askByIds<Answer extends { readonly id: string }>(
  asker: Asker,
  question: IdQuestion<Answer>,
): Promise<readonly Answer[]> {
  const first = await askOnce(asker, question, { claims: question.claims, again: false });
  const open = question.claims.filter(({ id }) => isOpen(question, first, id));
  if (open.length === 0) return first;
  const second = await askOnce(asker, question, { claims: open, again: true }).catch(nothingUsable);
  const answered = new Set(second.map(({ id }) => id));
  return [...first.filter((answer) => !answered.has(answer.id) || question.isSettled(answer)), ...second];
}

function isOpen<Answer extends { readonly id: string }>(
  question: IdQuestion<Answer>,
  answers: readonly Answer[],
  id: string,
): boolean {
  const own = answers.filter((answer) => answer.id === id);
  return own.length === 0 || !own.every((answer) => question.isSettled(answer));
}

async function askOnce<Answer extends { readonly id: string }>(
  { judge, deadline }: Asker,
  question: IdQuestion<Answer>,
  { claims, again }: { readonly claims: readonly Claim[]; readonly again: boolean },
): Promise<readonly Answer[]> {
  const ids = new Set(claims.map(({ id }) => id));
  const asked = {
    ...question.ask(claims, again),
    maxTokens: listTokens,
    read: (reply: string) => readVerdicts(reply, question, ids),
    suffices: (answers: readonly Answer[]) => answers.length > 0,
    fault: 'the judge gave no list of verdicts',
  };
  const [answers] = await ask(judge, asked, deadline);
  return answers;
}

/** The answers about these ids; null for a reply without any list. */
function readVerdicts<Answer extends { readonly id: string }>(
  reply: string,
  question: IdQuestion<Answer>,
  ids: ReadonlySet<string>,
): readonly Answer[] | null {
  const entries = listIn(reply, 'verdicts')?.list;
  if (!entries) return null;
  const answers = entries.map((entry) => question.answerIn(entry)).filter((answer) => answer !== null);
  return answers.filter(({ id }) => ids.has(id));
}

/** A label of a verdict, however it is spaced and capitalised. */
export function labelOf<Label extends string>(labels: readonly [Label, ...Label[]]) {
  return z
    .string()
    .max(50)
    .transform((label) => label.trim().toLowerCase().replace(/[\s-]/g, '_'))
    .pipe(z.enum(labels));
}

/** A second answer that cannot be read leaves the first as it is; a call that failed fails what needs it. */
function nothingUsable(error: unknown): readonly never[] {
  if (error instanceof JudgeError && error.code === 'judge_misbehaved') return [];
  throw error;
}

/** Throws where fewer than half of the claims got an answer: too few to say anything about the text. */
export function requireHalf(answered: number, claims: number): void {
  if (answered * 2 >= claims) return;
  const detail = `the judge gave verdicts on ${answered} of ${claims} claims only`;
  // The calls themselves are counted where they are made.
  throw new JudgeError('judge_misbehaved', detail, { usage: noUsage });
}
