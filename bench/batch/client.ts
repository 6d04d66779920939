import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** Where the service answers, and with which key. */
export interface Place {
  readonly url: string;
  readonly apiKey: string;
}

interface Ticket {
  readonly upload_id: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A batch as the service shows it, as far as it is looked at here. */
export interface ShownBatch {
  readonly batch_id: string;
  readonly status: string;
  readonly total_items: number | null;
  readonly successful: number;
  readonly failed: number;
  readonly error: unknown;
}

const path = '/api/v1/evaluations/batch';

/** Calls the service and reads its answer. */
export async function call<Answer>({ url, apiKey }: Place, target: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${url}${target}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'X-API-KEY': apiKey, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${target} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Uploads a file through its form; its id. */
export async function upload(place: Place, content: string): Promise<string> {
  const { upload_id, url, fields } = await call<Ticket>(place, `${path}/uploads`, {});
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content]));
  const answer = await fetch(url, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`the form was answered ${answer.status}`);
  return upload_id;
}

/** The batch once it has ended; tells what it saw on the way. */
export async function untilEnded(
  place: Place,
  batchId: string,
  tell: (batch: ShownBatch) => Promise<void>,
): Promise<ShownBatch> {
  for (;;) {
    const batch = await call<ShownBatch>(place, `${path}/${batchId}`);
    if (!['pending', 'running'].includes(batch.status)) return batch;
    await tell(batch);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

/** How often each index occurs in the file of results, and whether they stand in order. */
export async function countResults({ url, apiKey }: Place, batchId: string, items: number) {
  const response = await fetch(`${url}${path}/${batchId}/results.jsonl`, {
    headers: { 'X-API-KEY': apiKey },
  });
  if (!response.ok || !response.body) throw new Error(`results.jsonl answered ${response.status}`);
  const seen = new Uint8Array(items);
  let lines = 0;
  let inOrder = true;
  for await (const line of createInterface({ input: Readable.fromWeb(response.body as never) })) {
    const { index } = JSON.parse(line) as { readonly index: number };
    inOrder &&= index === lines;
    seen[index] = (seen[index] ?? 0) + 1;
    lines += 1;
  }
  return { lines, inOrder, once: seen.filter((times) => times === 1).length };
}
