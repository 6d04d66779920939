// Evaluates a file with one item per line: ASSAY_API_KEY=… node examples/upload.mjs items.jsonl > results.jsonl
import { openAsBlob } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const { ASSAY_URL = 'http://127.0.0.1:3000', ASSAY_API_KEY } = process.env;
const batches = `${ASSAY_URL}/api/v1/evaluations/batch`;

async function call(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { 'X-API-KEY': ASSAY_API_KEY, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

const ticket = await (await call('POST', `${batches}/uploads`)).json();
const form = new FormData();
for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
form.append('file', await openAsBlob(process.argv[2]));
const uploaded = await fetch(ticket.url, { method: 'POST', body: form });
if (!uploaded.ok) throw new Error(await uploaded.text());

const submission = { evaluation_type: 'geval', input_upload_ids: [ticket.upload_id] };
let batch = await (await call('POST', batches, submission)).json();
while (['pending', 'running'].includes(batch.status)) {
  await wait(1_000);
  batch = await (await call('GET', `${batches}/${batch.batch_id}`)).json();
  console.error(batch.status, batch.successful, 'of', batch.total_items);
}
// The answer is a redirect to the file, which fetch follows.
process.stdout.write(await (await call('GET', `${batches}/${batch.batch_id}/results.jsonl`)).text());
