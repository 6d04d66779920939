import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { BatchBody, type BatchView } from '../batches/batch.ts';
import { viewBatch } from '../batches/read-batch.ts';
import { submitBatch } from '../batches/submit.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { unknownFields } from '../evaluators/body/unknown-fields.ts';
import type { ScoringBody } from '../evaluators/index.ts';
import type { Call, Handler } from '../http/endpoint.ts';
import { prefersAsync } from '../http/prefer.ts';
import { batchPath, headerOf, tenantOf } from '../http/request.ts';
import type { ScoringContract } from '../http/scoring-contract.ts';
import { batching } from './batching.ts';
import { endpoint } from './entry.ts';
import { judging } from './judging.ts';

/** The endpoint of a scoring route: one evaluation, or a batch of one for `Prefer: respond-async`. */
export function scoringEndpoint<Body extends ScoringBody, Reply extends z.ZodType>(
  contract: ScoringContract<Body, Reply>,
): Handler {
  const { evaluationType } = contract;
  const handle = async ({ body, sent, event, deadline }: Call<Body>) => {
    judging.checkChoice(evaluationType, body);
    if (prefersAsync(headerOf(event, 'prefer'))) return acceptAlone(event, evaluationType, sent);
    const { results, ...rest } = await evaluate(judging.evaluate(), {
      type: evaluationType,
      body,
      tenant: tenantOf(event),
      deadline,
      warnings: unknownFields(sent, contract.body),
    });
    // What an evaluator reports is what its own schema says; the reply's schema parses it before it leaves.
    return { status: 200, reply: { ...results, ...rest } as z.input<Reply> } as const;
  };
  return endpoint<Body, typeof contract.replies>(contract, handle, judging.settle);
}

interface Accepted {
  readonly status: 202;
  readonly headers: Readonly<Record<string, string>>;
  readonly reply: BatchView;
}

async function acceptAlone(
  event: APIGatewayProxyEvent,
  evaluation_type: ScoringContract<ScoringBody, z.ZodType>['evaluationType'],
  sent: unknown,
): Promise<Accepted> {
  const ports = batching.submit();
  const body = BatchBody.parse({ evaluation_type, items: [sent] });
  const batch = await submitBatch(ports, { tenant: tenantOf(event), body, warnings: [] });
  const headers = { Location: batchPath(event, batch.batchId), 'Preference-Applied': 'respond-async' };
  return { status: 202, headers, reply: await viewBatch(ports, batch) };
}
