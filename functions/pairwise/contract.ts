import { scoredFields } from '../../src/evaluation/evaluation.ts';
import { PairwiseBody } from '../../src/evaluators/pairwise/body.ts';
import { PairwiseResults } from '../../src/evaluators/pairwise/pairwise.ts';
import { scoringContract } from '../../src/http/scoring-contract.ts';

/** POST /evaluations/pairwise */
export const pairwiseContract = scoringContract('pairwise', 'pairwise', {
  body: PairwiseBody,
  reply: PairwiseResults.extend(scoredFields),
});
