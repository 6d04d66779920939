// Kills the local service (SIGKILL) in the middle of ten batches of 100 items and starts it again: node bench/kill.ts [--delay milliseconds of a judge call]
import { parseArgs } from 'node:util';
import { type Child, makeFolder, runNode } from '../test/integration/local/child.ts';
import { startScriptedJudge } from '../test/support/scripted-judge.ts';

const { values } = parseArgs({ options: { delay: { type: 'string' } } });
const delayMs = Number(values.delay ?? 150);
const batches = 10;
const itemsPerBatch = 100;
const longestSeconds = 60;

interface View {
  readonly batch_id: string;
  readonly status: string;
  readonly successful: number;
  readonly results: readonly { readonly index: number; readonly status: string }[];
}

interface Running {
  readonly child: Child;
  call(path: string, body?: unknown): Promise<View>;
}

const judge = await startScriptedJudge(() => ({ text: '{"analysis":"","score":3}', delayMs }));
const folder = await makeFolder();
const first = await start();
const ids = await Promise.all(Array.from({ length: batches }, () => submit(first)));
await until(async () => (await scored(first)) >= (batches * itemsPerBatch) / 5);
const before = { scored: await scored(first), calls: judge.calls.length };
first.child.process.kill('SIGKILL');
await first.child.ended();
const restarted = performance.now();
const second = await start();
const readySeconds = secondsSince(restarted);
await until(async () =>
  (await views(second)).every(({ status }) => !['pending', 'running'].includes(status)),
);
const terminalSeconds = secondsSince(restarted);
const outcomes = await Promise.all(ids.map((id) => results(second, id)));
second.child.process.kill('SIGTERM');
await second.child.ended();
await judge.stop();

const once = outcomes.filter((found) => found.every(({ index }, place) => index === place));
const completed = outcomes.flat().filter(({ status }) => status === 'completed').length;
console.log({
  items: batches * itemsPerBatch,
  scoredBeforeTheKill: before.scored,
  readySeconds,
  terminalSeconds,
  batchesWithEveryItemOnce: once.length,
  completed,
  judgeCalls: judge.calls.length,
  callsBeforeTheKill: before.calls,
});
const isSound =
  once.length === batches &&
  outcomes.every(({ length }) => length === itemsPerBatch) &&
  completed === batches * itemsPerBatch &&
  terminalSeconds <= longestSeconds;
if (!isSound)
  console.error(`BROKEN: every item once, and terminal within ${longestSeconds} s of the restart`);
process.exitCode = isSound ? 0 : 1;

async function start(): Promise<Running> {
  const variables = { PORT: '0', DATABASE_PATH: folder, OPENAI_BASE_URL: judge.baseUrl };
  const child = runNode(['local/start.ts'], variables);
  const url = (await child.awaitLine(/^Assay is ready at /)).replace('Assay is ready at ', '');
  const key = (await child.awaitLine(/^API key: /)).replace('API key: ', '');
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json', Prefer: 'respond-async' };
  return {
    child,
    async call(path, body) {
      const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
      const response = await fetch(`${url}${path}`, { headers, ...sent });
      return (await response.json()) as View;
    },
  };
}

async function submit({ call }: Running): Promise<string> {
  const item = { source_text: 'The bridge opened in 1932.', summary: 'A bridge opened in 1932.' };
  const items = Array.from({ length: itemsPerBatch }, () => item);
  const asked = { evaluation_type: 'geval', items, metrics: ['fluency'], samples: 1 };
  return (await call('/evaluations/batch', asked)).batch_id;
}

function views({ call }: Running): Promise<readonly View[]> {
  return Promise.all(ids.map((id) => call(`/evaluations/batch/${id}`)));
}

async function scored(service: Running): Promise<number> {
  return (await views(service)).reduce((sum, { successful }) => sum + successful, 0);
}

async function results({ call }: Running, id: string): Promise<View['results']> {
  return (await call(`/evaluations/batch/${id}/results?limit=1000`)).results;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}

function secondsSince(time: number): number {
  return Math.round((performance.now() - time) / 100) / 10;
}
