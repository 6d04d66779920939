import type * as z from 'zod';
import { BatchView } from '../batches/batch.ts';
import type { BodySchema } from '../evaluators/evaluator.ts';
import type { EvaluationType, ScoringBody } from '../evaluators/index.ts';

/** What a scoring route promises: scores at once, or a batch of one to a caller that prefers not to wait. */
export interface ScoringContract<Body extends ScoringBody, Reply extends z.ZodType> {
  readonly name: string;
  readonly evaluationType: EvaluationType;
  readonly body: BodySchema<Body>;
  readonly replies: { readonly 200: Reply; readonly 202: typeof BatchView };
  readonly acceptsAsync: true;
  readonly acceptsKey: true;
}

/** The contract of a scoring route. */
export function scoringContract<Body extends ScoringBody, Reply extends z.ZodType>(
  name: string,
  evaluationType: EvaluationType,
  { body, reply }: { readonly body: BodySchema<Body>; readonly reply: Reply },
): ScoringContract<Body, Reply> {
  const replies = { 200: reply, 202: BatchView } as const;
  return { name, evaluationType, body, replies, acceptsAsync: true, acceptsKey: true };
}
