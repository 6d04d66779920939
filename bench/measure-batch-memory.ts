// Prints the memory and time that the largest files and items take: node bench/measure-batch-memory.ts
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, SQSRecord } from 'aws-lambda';
import { ulid } from 'ulid';
import { advanceBatch } from '../src/batches/advance.ts';
import { BatchBody } from '../src/batches/batch.ts';
import type { ChunkMessage } from '../src/batches/chunk-queue.ts';
import { submitBatch } from '../src/batches/submit.ts';
import { offerUpload } from '../src/batches/uploads.ts';
import { batching } from '../src/platform/batching.ts';
import { splitting } from '../src/platform/splitting.ts';
import { uploading } from '../src/platform/uploading.ts';
import { working } from '../src/platform/working.ts';
import { createWorker } from '../src/queue/worker.ts';

const pack = promisify(gzip);
const engines = fork(new URL('batch/engines.ts', import.meta.url));
const [environment] = await once(engines, 'message');
Object.assign(process.env, environment, { POWERTOOLS_METRICS_DISABLED: 'true', LOG_LEVEL: 'WARN' });

const sent: ChunkMessage[] = [];
const queues = {
  queue: { send: async (_tenant: string, messages: readonly ChunkMessage[]) => void sent.push(...messages) },
  wholes: { send: async () => undefined },
};
const context = { getRemainingTimeInMillis: () => 120_000 } as Context;

await measure('splitting 100,000 lines of 20 KB (2 GB unpacked)', () => split(itemOf(20_000), 100_000));
sent.length = 0;
await split(itemOf(95_000), 250);
await measure('one invocation with the largest items of G-Eval (250 of 95 KB)', () => evaluate(sent));
sent.length = 0;
await split(JSON.stringify({ source_text: 'x', padding: 'y'.repeat(2_900_000) }), 1_100);
await measure('one invocation with the longest lines (250 of 2.9 MB)', () => evaluate(sent.slice(0, 10)));
engines.disconnect();

function itemOf(bytes: number): string {
  const sentence = 'The bridge opened in 1932 and carries eight lanes of road traffic. ';
  const source_text = sentence.repeat(Math.ceil(bytes / sentence.length)).slice(0, bytes);
  return JSON.stringify({
    source_text,
    summary: 'A bridge of 1932 carries eight lanes.',
    metrics: ['fluency'],
  });
}

async function split(line: string, count: number): Promise<void> {
  const files = await Promise.all(packed(line, count));
  const ids: string[] = [];
  for (const file of files) {
    const uploadId = `upl_${ulid()}`;
    const { fields } = await offerUpload(uploading(), 'bench', uploadId);
    await batching.payloads().put(fields['key'] ?? '', file);
    ids.push(uploadId);
  }
  const body = BatchBody.parse({ evaluation_type: 'geval', api_name: 'embedded', input_upload_ids: ids });
  const ports = { ...batching.submit(), ...queues };
  const { batchId } = await submitBatch(ports, { tenant: 'bench', body, warnings: [] });
  await advanceBatch({ ...splitting(), ...queues }, batchId, Number.POSITIVE_INFINITY);
  const { totalItems, error } = (await batching.read().batches.read(batchId)) ?? {};
  if (totalItems !== count) throw new Error(`${totalItems} items: ${JSON.stringify(error)}`);
}

/** The lines as ten files of gzip, each of many members, so that this process never holds them all. */
function packed(line: string, count: number): Promise<Buffer>[] {
  const member = pack(`${line}\n`);
  return Array.from({ length: 10 }, async () =>
    Buffer.concat(new Array<Buffer>(count / 10).fill(await member)),
  );
}

async function evaluate(messages: readonly ChunkMessage[]): Promise<void> {
  const Records = messages
    .slice(0, 10)
    .map((message, index) => ({ messageId: String(index), body: JSON.stringify(message) }) as SQSRecord);
  const worker = createWorker(() => ({ ...working(), ...queues }));
  const { batchItemFailures } = await worker({ Records }, context);
  if (batchItemFailures.length > 0) console.log(`  ${batchItemFailures.length} chunks were given back`);
}

async function measure(name: string, task: () => Promise<void>): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const started = performance.now();
  await task();
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${name}: ${mib(before)} MiB before, ${mib(peak)} MiB at most, ${seconds.toFixed(1)} s`);
}

function mib(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0);
}
