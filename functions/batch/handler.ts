import { BatchBody } from '../../src/batches/batch.ts';
import { viewBatch } from '../../src/batches/read-batch.ts';
import { readItems } from '../../src/batches/read-items.ts';
import { submitBatch } from '../../src/batches/submit.ts';
import { waitForBatch } from '../../src/batches/wait.ts';
import { unknownFields } from '../../src/evaluators/body/unknown-fields.ts';
import { cursorOf } from '../../src/http/page.ts';
import { prefersAsync, waitOf } from '../../src/http/prefer.ts';
import { arrivalOf, batchPath, headerOf, tenantOf } from '../../src/http/request.ts';
import { batching } from '../../src/platform/batching.ts';
import { endpoint } from '../../src/platform/entry.ts';
import { judging } from '../../src/platform/judging.ts';
import { batchContract } from './contract.ts';

/** Takes a batch in, and answers with its results if they are there within the wait. */
export const handler = endpoint(batchContract, async ({ body, sent, event, deadline: { signal } }) => {
  const ports = batching.submit();
  judging.checkChoice(body.evaluation_type, body);
  const submitted = await submitBatch(ports, {
    tenant: tenantOf(event),
    body,
    warnings: unknownFields(sent, BatchBody),
  });
  const prefer = headerOf(event, 'prefer');
  const deadline = arrivalOf(event) + waitOf(prefer) * 1_000;
  // What was uploaded takes longer than anybody should wait.
  const batch = body.items ? await waitForBatch(ports, submitted, { deadline, signal }) : submitted;
  const view = await viewBatch(ports, batch);
  if (!batch.summary) {
    return {
      status: 202,
      headers: {
        Location: batchPath(event, batch.batchId),
        ...(prefersAsync(prefer) ? { 'Preference-Applied': 'respond-async' } : {}),
      },
      reply: view,
    };
  }
  const { results, next } = await readItems(ports, batch, { from: 0, limit: batch.totalItems ?? 0 });
  return { status: 200, reply: { ...view, results: [...results], next_cursor: cursorOf(next) } };
});
