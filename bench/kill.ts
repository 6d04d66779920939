// Kills the local service (SIGKILL) in the middle of an uploaded batch of 1,000 items and starts it again: node bench/kill.ts [--delay milliseconds of a judge call]
import { parseArgs } from 'node:util';
import { type Child, makeFolder, runNode } from '../test/integration/local/child.ts';
import { startScriptedJudge } from '../test/support/scripted-judge.ts';
import { type Place, upload } from './batch/client.ts';

const { values } = parseArgs({ options: { delay: { type: 'string' } } });
const delayMs = Number(values.delay ?? 150);
const itemsOfBatch = 1_000;
const longestSeconds = 60;

interface View {
  readonly batch_id: string;
  readonly status: string;
  readonly successful: number;
  readonly results: readonly { readonly index: number; readonly status: string }[];
}

interface Running {
  readonly child: Child;
  readonly place: Place;
  call(path: string, body?: unknown): Promise<View>;
}

const judge = await startScriptedJudge(() => ({ text: '{"analysis":"","score":3}', delayMs }));
const folder = await makeFolder();
const first = await start();
const id = await submit(first);
await until(async () => (await scored(first)) >= itemsOfBatch / 5);
const before = { scored: await scored(first), calls: judge.calls.length };
first.child.process.kill('SIGKILL');
await first.child.ended();
const restarted = performance.now();
const second = await start();
const readySeconds = secondsSince(restarted);
await until(async () => !['pending', 'running'].includes((await view(second)).status));
const terminalSeconds = secondsSince(restarted);
const outcomes = await results(second);
second.child.process.kill('SIGTERM');
await second.child.ended();
await judge.stop();

const everyItemOnce =
  outcomes.length === itemsOfBatch && outcomes.every(({ index }, place) => index === place);
const completed = outcomes.filter(({ status }) => status === 'completed').length;
console.log({
  items: itemsOfBatch,
  scoredBeforeTheKill: before.scored,
  readySeconds,
  terminalSeconds,
  everyItemOnce,
  completed,
  judgeCalls: judge.calls.length,
  callsBeforeTheKill: before.calls,
});
const isSound = everyItemOnce && completed === itemsOfBatch && terminalSeconds <= longestSeconds;
if (!isSound)
  console.error(`BROKEN: every item once, and terminal within ${longestSeconds} s of the restart`);
process.exitCode = isSound ? 0 : 1;

async function start(): Promise<Running> {
  // Few calls at once: the batch lasts long enough to be killed in its middle.
  const variables = {
    ...{ PORT: '0', DATABASE_PATH: folder },
    ...{ OPENAI_BASE_URL: judge.baseUrl, JUDGE_CONCURRENCY: '20' },
  };
  const child = runNode(['local/start.ts'], variables);
  const url = (await child.awaitLine(/^Assay is ready at /)).replace('Assay is ready at ', '');
  const key = (await child.awaitLine(/^API key: /)).replace('API key: ', '');
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json', Prefer: 'respond-async' };
  return {
    child,
    place: { url: new URL(url).origin, apiKey: key },
    async call(path, body) {
      const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
      const response = await fetch(`${url}${path}`, { headers, ...sent });
      return (await response.json()) as View;
    },
  };
}

async function submit({ call, place }: Running): Promise<string> {
  const item = { source_text: 'The bridge opened in 1932.', summary: 'A bridge opened in 1932.' };
  const uploadId = await upload(place, `${JSON.stringify(item)}\n`.repeat(itemsOfBatch));
  const asked = { evaluation_type: 'geval', metrics: ['fluency'], samples: 1 };
  return (await call('/evaluations/batch', { ...asked, input_upload_ids: [uploadId] })).batch_id;
}

function view({ call }: Running): Promise<View> {
  return call(`/evaluations/batch/${id}`);
}

async function scored(service: Running): Promise<number> {
  return (await view(service)).successful;
}

async function results({ call }: Running): Promise<View['results']> {
  return (await call(`/evaluations/batch/${id}/results?limit=1000`)).results;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}

function secondsSince(time: number): number {
  return Math.round((performance.now() - time) / 100) / 10;
}
