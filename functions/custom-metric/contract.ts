import { scoredFields } from '../../src/evaluation/evaluation.ts';
import { CustomMetricBody } from '../../src/evaluators/custom-metric/body.ts';
import { CustomMetricResults } from '../../src/evaluators/custom-metric/custom-metric.ts';
import { scoringContract } from '../../src/http/scoring-contract.ts';

/** POST /evaluations/custom-metric */
export const customMetricContract = scoringContract('custom-metric', 'custom_metric', {
  body: CustomMetricBody,
  reply: CustomMetricResults.extend(scoredFields),
});
