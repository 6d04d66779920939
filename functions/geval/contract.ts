import { scoredFields } from '../../src/evaluation/evaluation.ts';
import { GevalBody } from '../../src/evaluators/geval/body.ts';
import { GevalResults } from '../../src/evaluators/geval/geval.ts';
import { scoringContract } from '../../src/http/scoring-contract.ts';

/** POST /evaluations/geval */
export const gevalContract = scoringContract('geval', 'geval', {
  body: GevalBody,
  reply: GevalResults.extend(scoredFields),
});
