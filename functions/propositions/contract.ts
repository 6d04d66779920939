import { scoredFields } from '../../src/evaluation/evaluation.ts';
import { PropositionsBody } from '../../src/evaluators/propositions/body.ts';
import { PropositionsResults } from '../../src/evaluators/propositions/propositions.ts';
import { scoringContract } from '../../src/http/scoring-contract.ts';

/** POST /evaluations/propositions */
export const propositionsContract = scoringContract('propositions', 'propositions', {
  body: PropositionsBody,
  reply: PropositionsResults.extend(scoredFields),
});
