import { evaluate } from '../../src/evaluation/evaluate.ts';
import { GevalBody, GevalResults } from '../../src/evaluators/geval.ts';
import { unknownFields } from '../../src/evaluators/unknown-fields.ts';
import { tenantOf } from '../../src/http/request.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { judging } from '../../src/platform/judging.ts';
import { gevalContract } from './contract.ts';

/** Scores one summary. */
export const handler = endpoint(gevalContract, async ({ body, sent, event, signal }) => {
  const { results, ...rest } = await evaluate(judging.evaluate(), {
    type: 'geval',
    body,
    tenant: tenantOf(event),
    signal,
    save: body.save_results,
    warnings: unknownFields(sent, Object.keys(GevalBody.shape)),
  });
  return { reply: { ...GevalResults.parse(results), ...rest } };
});
