import { unknownFields } from '../../src/evaluators/body/unknown-fields.ts';
import { compare } from '../../src/history/compare.ts';
import { CompareBody } from '../../src/history/comparison.ts';
import { tenantOf } from '../../src/http/request.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { recalling } from '../../src/platform/recalling.ts';
import { compareContract } from './contract.ts';

/** Puts stored results, or two batches, side by side. */
export const handler = endpoint(compareContract, async ({ body, sent, event }) => {
  const comparison = await compare(recalling(), tenantOf(event), body);
  const unknown = unknownFields(sent, CompareBody);
  return { status: 200, reply: { ...comparison, warnings: [...unknown, ...comparison.warnings] } };
});
