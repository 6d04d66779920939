import { scoredFields } from '../../src/evaluation/evaluation.ts';
import { ResponseQualityBody } from '../../src/evaluators/response-quality/body.ts';
import { ResponseQualityResults } from '../../src/evaluators/response-quality/response-quality.ts';
import { scoringContract } from '../../src/http/scoring-contract.ts';

/** POST /evaluations/response-quality */
export const responseQualityContract = scoringContract('response-quality', 'response_quality', {
  body: ResponseQualityBody,
  reply: ResponseQualityResults.extend(scoredFields),
});
