import type { Asker } from './asker.ts';
import { type Claim, extractClaims } from './claims.ts';
import { checkStatements, type Statements } from './statements.ts';
import { type Checked, checkClaims } from './verdicts.ts';

/** The claims of an evaluation and what is known of them: each part is asked for at most once, and only when a metric wants it. */
export interface Matrix {
  answerClaims(): Promise<readonly Claim[]>;
  truthClaims(): Promise<readonly Claim[]>;
  /** Which claims of the answer address the question. */
  statements(): Promise<Statements>;
  answerInPassages(): Promise<Checked>;
  truthInPassages(): Promise<Checked>;
  answerInTruth(): Promise<Checked>;
  truthInAnswer(): Promise<Checked>;
}

/** The matrix of an evaluation; of no ground truth there are no claims. */
export function createMatrix(asker: Asker): Matrix {
  const { answer, contexts, groundTruth } = asker.texts;
  const truth = groundTruth ?? '';
  const answerClaims = once(() => extractClaims(asker, { name: 'answer', text: answer }));
  const truthClaims = once(() => extractClaims(asker, { name: 'reference', text: truth }));
  const check = (claims: () => Promise<readonly Claim[]>, passages: readonly string[]) =>
    once(async () => checkClaims(asker, { claims: await claims(), passages }));
  return {
    answerClaims,
    truthClaims,
    statements: once(async () => checkStatements(asker, await answerClaims())),
    answerInPassages: check(answerClaims, contexts),
    truthInPassages: check(truthClaims, contexts),
    answerInTruth: check(answerClaims, [truth]),
    truthInAnswer: check(truthClaims, [answer]),
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => {
    begun ??= work();
    return begun;
  };
}
