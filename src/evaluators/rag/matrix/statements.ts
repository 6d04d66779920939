import * as z from 'zod';
import { statementLabels, statementsPrompt, statementsReply } from '../../prompts/rag/statements.ts';
import { askByIds, batchesOf, labelOf, requireHalf } from './ask-by-ids.ts';
import type { Asker } from './asker.ts';
import type { Claim } from './claims.ts';
import { waitForAll } from './wait-for-all.ts';

/** Which of the claims address the question. */
export interface Statements {
  /** Null of no claims. */
  readonly ratio: number | null;
  readonly unjudged: number;
}

/** Asks of each claim whether it addresses the question. */
export async function checkStatements(asker: Asker, claims: readonly Claim[]): Promise<Statements> {
  const batches = batchesOf(claims).map((batch) => askByIds(asker, questionOf(asker, batch)));
  const answers = (await waitForAll(batches)).flat();
  const judged = claims.filter(({ id }) => answers.some((answer) => answer.id === id));
  requireHalf(judged.length, claims.length);
  const isRelevant = ({ id }: Claim) =>
    answers.some((answer) => answer.id === id && answer.label === 'relevant');
  return {
    ratio: judged.length === 0 ? null : judged.filter(isRelevant).length / judged.length,
    unjudged: claims.length - judged.length,
  };
}

const Answer = z.object({ id: z.string(), label: labelOf(statementLabels) });

function questionOf({ nonce, texts }: Asker, claims: readonly Claim[]) {
  return {
    claims,
    ask: (asked: readonly Claim[]) => ({
      ...statementsPrompt({ query: texts.query, claims: asked, nonce }),
      reply: statementsReply(asked.map(({ id }) => id)),
    }),
    answerIn: (entry: unknown) => Answer.safeParse(entry).data ?? null,
    isSettled: () => true,
  };
}
