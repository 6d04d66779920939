import type { APIGatewayProxyEvent } from 'aws-lambda';
import { BatchBody, type BatchItem, type BatchView } from '../batches/batch.ts';
import type { SubmitPorts } from '../batches/ports.ts';
import { findBatch, viewBatch } from '../batches/read-batch.ts';
import { readItems } from '../batches/read-items.ts';
import { submitBatch } from '../batches/submit.ts';
import { type Sleep, waitForBatch } from '../batches/wait.ts';
import { unknownFields } from '../evaluators/body/unknown-fields.ts';
import type { BatchRecord } from '../store/batch-record.ts';
import type { Call } from './endpoint.ts';
import { cursorOf } from './page.ts';
import { waitOf } from './prefer.ts';
import type { Recall } from './repeatable.ts';
import { arrivalOf, batchPath, headerOf, tenantOf } from './request.ts';
import { appliedPreference, batchId, type ScoringPorts, submitting } from './scoring.ts';

/** What taking batches in needs of the world. */
export interface SubmissionPorts extends Pick<ScoringPorts, 'checkChoice'> {
  readonly submit: () => SubmitPorts & { readonly sleep: Sleep };
}

type Ended = BatchView & { results: BatchItem[]; next_cursor: string | null };
type BatchAnswer =
  | { readonly status: 200; readonly reply: Ended }
  | { readonly status: 202; readonly headers: Readonly<Record<string, string>>; readonly reply: BatchView };

/** What the route does that takes batches in: answers with the results if they are there within the wait. */
export function batchSubmission({ submit, checkChoice }: SubmissionPorts) {
  return {
    async handle({ body, sent, event, deadline, ulid }: Call<BatchBody>): Promise<BatchAnswer> {
      checkChoice(body.evaluation_type, body);
      const ports = submitting(submit(), ulid);
      const warnings = unknownFields(sent, BatchBody);
      const submitted = await submitBatch(ports, { tenant: tenantOf(event), body, warnings });
      // What was uploaded takes longer than anybody should wait.
      if (!body.items) return answerBatch(ports, event, submitted);
      const until = arrivalOf(event) + waitOf(headerOf(event, 'prefer')) * 1_000;
      const wait = { deadline: until, signal: deadline.signal };
      return answerBatch(ports, event, await waitForBatch(ports, submitted, wait));
    },
    async recall({ event, ulid }: Recall): Promise<BatchAnswer | null> {
      const batch = await findBatch(submit(), tenantOf(event), batchId(ulid));
      return batch && answerBatch(submit(), event, batch);
    },
  };
}

/** The batch as it stands: with its results once it has ended. */
async function answerBatch(
  ports: SubmitPorts,
  event: APIGatewayProxyEvent,
  batch: BatchRecord,
): Promise<BatchAnswer> {
  const view = await viewBatch(ports, batch);
  if (!batch.summary) {
    const headers = { Location: batchPath(event, batch.batchId), ...appliedPreference(event) };
    return { status: 202, headers, reply: view };
  }
  const { results, next } = await readItems(ports, batch, { from: 0, limit: batch.totalItems ?? 0 });
  return { status: 200, reply: { ...view, results: [...results], next_cursor: cursorOf(next) } };
}
