// Prints how a large batch goes through the whole local service: node bench/batch.ts --items 10000 [--judge http://127.0.0.1:8080/v1]
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleFunctions } from '../functions/bundling.ts';
import { call, countResults, type Place, type ShownBatch, untilEnded, upload } from './batch/client.ts';
import { filesOf } from './batch/items.ts';
import type { ServiceReport } from './batch/service.ts';

const { values } = parseArgs({
  options: { items: { type: 'string', default: '10000' }, judge: { type: 'string' } },
});
const items = Number(values.items);
const heapMegabytes = 320;
const writes = ['PutItem', 'UpdateItem', 'DeleteItem'];

const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
const bundles = join(folder, 'functions');
await bundleFunctions(bundles);
const engines = fork(new URL('batch/engines.ts', import.meta.url), [join(folder, 'engines')]);
const [environment] = await once(engines, 'message');
const judge = values.judge ? { LOCAL_LLM_BASE_URL: values.judge } : {};
const service = fork(new URL('batch/service.ts', import.meta.url), {
  // A bound on the heap: without one the collector sees no reason to work.
  execArgv: ['--expose-gc', `--max-old-space-size=${heapMegabytes}`],
  env: { ...process.env, ...judge, BUNDLES: bundles, ENGINES: JSON.stringify(environment) },
});
try {
  const [place] = await once(service, 'message');
  await run(place as Place);
} finally {
  await Promise.all([service, engines].map(end));
  await rm(folder, { recursive: true, force: true });
}

async function run(place: Place): Promise<void> {
  const before = await report('collect');
  const started = performance.now();
  const ids: string[] = [];
  for (const file of filesOf(items)) ids.push(await upload(place, file));
  const { batch_id } = await call<ShownBatch>(place, '/api/v1/evaluations/batch', {
    evaluation_type: 'geval',
    api_name: values.judge ? 'local-llm' : 'embedded',
    samples: 1,
    input_upload_ids: ids,
  });
  const batch = await untilEnded(place, batch_id, tell);
  const seconds = (performance.now() - started) / 1_000;
  const after = await report('collect');
  const { lines, inOrder, once: exactlyOnce } = await countResults(place, batch_id, items);
  const written = count(after, writes) - count(before, writes);
  console.log(
    [
      `items             ${items}`,
      `batch             ${batch.status}: ${batch.successful} successful, ${batch.failed} failed of ${batch.total_items}`,
      `wall time         ${seconds.toFixed(1)} s (${(items / seconds).toFixed(0)} items/s)`,
      `service           peak ${mib(after.peakBytes)} MiB, before ${mib(before.bytes)} MiB, at the end ${mib(after.bytes)} MiB`,
      `live heap         before ${mib(before.liveBytes ?? 0)} MiB, at the end ${mib(after.liveBytes ?? 0)} MiB; at most ${heapMegabytes} MiB`,
      `table writes      ${written} (${(written / items).toFixed(4)} per item)`,
      `table calls       ${JSON.stringify(after.calls)}`,
      `results.jsonl     ${lines} lines, ${exactlyOnce} indexes exactly once, ${inOrder ? 'in order' : 'NOT in order'}`,
    ].join('\n'),
  );
  if (exactlyOnce !== items || lines !== items || !inOrder) process.exitCode = 1;
}

async function tell({ status, total_items, successful, failed }: ShownBatch): Promise<void> {
  const { bytes } = await report();
  console.error(`${status} ${successful + failed}/${total_items ?? '?'} service ${mib(bytes)} MiB`);
}

async function report(kind: 'collect' | 'look' = 'look'): Promise<ServiceReport> {
  service.send(kind);
  const [answer] = await once(service, 'message');
  return answer as ServiceReport;
}

function count({ calls }: ServiceReport, operations: readonly string[]): number {
  return operations.reduce((sum, operation) => sum + (calls[operation] ?? 0), 0);
}

function mib(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0);
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
