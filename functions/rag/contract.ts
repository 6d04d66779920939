import { scoredFields } from '../../src/evaluation/evaluation.ts';
import { RagBody } from '../../src/evaluators/rag/body.ts';
import { RagResults } from '../../src/evaluators/rag/results.ts';
import { scoringContract } from '../../src/http/scoring-contract.ts';

/** POST /evaluations/rag */
export const ragContract = scoringContract('rag', 'rag', {
  body: RagBody,
  reply: RagResults.extend(scoredFields),
});
