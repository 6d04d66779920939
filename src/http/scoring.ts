import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { BatchBody } from '../batches/batch.ts';
import type { SubmitPorts } from '../batches/ports.ts';
import { findBatch, viewBatch } from '../batches/read-batch.ts';
import { submitBatch } from '../batches/submit.ts';
import { type Evaluated, type EvaluatePorts, evaluate, recallEvaluation } from '../evaluation/evaluate.ts';
import { unknownFields } from '../evaluators/body/unknown-fields.ts';
import type { JudgeChoice } from '../evaluators/evaluator.ts';
import type { EvaluationType, ScoringBody } from '../evaluators/index.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { Answer, Call } from './endpoint.ts';
import { prefersAsync } from './prefer.ts';
import type { Repeatable } from './repeatable.ts';
import { batchPath, headerOf, tenantOf } from './request.ts';
import type { ScoringContract } from './scoring-contract.ts';

/** What a scoring route needs of the world. */
export interface ScoringPorts {
  readonly evaluate: () => EvaluatePorts;
  readonly submit: () => SubmitPorts;
  /** Throws for a judge that nobody can ask. */
  readonly checkChoice: (type: EvaluationType, choice: JudgeChoice) => void;
}

type Replied<Reply extends z.ZodType> = ScoringContract<ScoringBody, Reply>['replies'];

/** What a scoring route does: one evaluation, or a batch of one for `Prefer: respond-async`. */
export function scoring<Body extends ScoringBody, Reply extends z.ZodType>(
  ports: ScoringPorts,
  contract: ScoringContract<Body, Reply>,
): Repeatable<Body, Replied<Reply>> {
  return {
    async handle(call) {
      const { body, event } = call;
      ports.checkChoice(contract.evaluationType, body);
      if (prefersAsync(headerOf(event, 'prefer'))) return submitAlone(ports.submit(), contract, call);
      return scored(await evaluateCall(ports.evaluate(), contract, call), !body.save_results);
    },
    async recall({ event, ulid }) {
      const tenant = tenantOf(event);
      const evaluated = await recallEvaluation(ports.evaluate(), tenant, evaluationId(ulid));
      if (evaluated) return scored(evaluated, false);
      const batch = await findBatch(ports.submit(), tenant, batchId(ulid));
      return batch && accepted(ports.submit(), event, batch);
    },
  };
}

/** The id of the evaluation that is named after a ULID. */
function evaluationId(ulid: string): string {
  return `evr_${ulid}`;
}

/** The id of the batch that is named after a ULID. */
export function batchId(ulid: string): string {
  return `batch_${ulid}`;
}

/** The ports of a submission whose batch is named after a ULID, if the call demands it. */
export function submitting<Ports extends SubmitPorts>(ports: Ports, ulid: string | null): Ports {
  return ulid === null ? ports : { ...ports, newBatchId: () => batchId(ulid) };
}

function evaluateCall<Body extends ScoringBody>(
  ports: EvaluatePorts,
  { evaluationType, body: schema }: ScoringContract<Body, z.ZodType>,
  { body, sent, event, deadline, ulid }: Call<Body>,
): Promise<Evaluated> {
  const named = ulid === null ? ports : { ...ports, newEvaluationId: () => evaluationId(ulid) };
  const warnings = unknownFields(sent, schema);
  return evaluate(named, { type: evaluationType, body, tenant: tenantOf(event), deadline, warnings });
}

async function submitAlone<Reply extends z.ZodType>(
  ports: SubmitPorts,
  { evaluationType }: ScoringContract<ScoringBody, Reply>,
  { event, sent, ulid }: Call<unknown>,
): Promise<Answer<Replied<Reply>>> {
  const named = submitting(ports, ulid);
  const body = BatchBody.parse({ evaluation_type: evaluationType, items: [sent] });
  const batch = await submitBatch(named, { tenant: tenantOf(event), body, warnings: [] });
  return accepted(named, event, batch);
}

function scored<Reply extends z.ZodType>(
  { results, ...rest }: Evaluated,
  isUnsaved: boolean,
): Answer<Replied<Reply>> {
  // What an evaluator reports is what its own schema says; the reply's schema parses it before it leaves.
  return { status: 200, reply: { ...results, ...rest } as z.input<Reply>, isUnsaved };
}

async function accepted<Reply extends z.ZodType>(
  ports: SubmitPorts,
  event: APIGatewayProxyEvent,
  batch: BatchRecord,
): Promise<Answer<Replied<Reply>>> {
  const headers = { Location: batchPath(event, batch.batchId), ...appliedPreference(event) };
  return { status: 202, headers, reply: await viewBatch(ports, batch) };
}

/** The header that says that the preference for an answer at once was followed, where it was expressed. */
export function appliedPreference(event: APIGatewayProxyEvent): Readonly<Record<string, string>> {
  return prefersAsync(headerOf(event, 'prefer')) ? { 'Preference-Applied': 'respond-async' } : {};
}
