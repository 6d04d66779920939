import type * as z from 'zod';
import type { ScoringBody } from '../evaluators/index.ts';
import type { Handler } from '../http/endpoint.ts';
import { scoring } from '../http/scoring.ts';
import type { ScoringContract } from '../http/scoring-contract.ts';
import { batching } from './batching.ts';
import { repeatableEndpoint } from './entry.ts';
import { judging } from './judging.ts';

/** The endpoint of a scoring route. */
export function scoringEndpoint<Body extends ScoringBody, Reply extends z.ZodType>(
  contract: ScoringContract<Body, Reply>,
): Handler {
  const { evaluate, checkChoice, settle } = judging;
  const ports = { evaluate, checkChoice, submit: batching.submit };
  return repeatableEndpoint<Body, typeof contract.replies>(contract, scoring(ports, contract), settle);
}
