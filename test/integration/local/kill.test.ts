import { afterEach, expect, jest, test } from '@jest/globals';
import { type ScriptedJudge, startScriptedJudge } from '../../support/scripted-judge.ts';
import { goodSummary, source } from '../../support/texts.ts';
import { type Child, makeFolder, runNode } from './child.ts';

// Two starts and the visibility of the messages that the killed worker held.
jest.setTimeout(90_000);

const children: Child[] = [];
let judge: ScriptedJudge | undefined;

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.process.kill('SIGKILL');
    await child.ended();
  }
  await judge?.stop();
});

/** What the test reads of a batch or of its results. */
interface View {
  readonly batch_id: string;
  readonly status: string;
  readonly successful: number;
  readonly pending: number;
  readonly results: readonly { readonly index: number }[];
}

interface Running {
  readonly child: Child;
  call(path: string, body?: unknown): Promise<{ readonly status: number; readonly body: View }>;
}

async function start(variables: Readonly<Record<string, string>>): Promise<Running> {
  const child = runNode(['local/start.ts'], variables);
  children.push(child);
  const url = (await child.awaitLine(/^Assay is ready at /)).replace('Assay is ready at ', '');
  const key = (await child.awaitLine(/^API key: /)).replace('API key: ', '');
  return {
    child,
    async call(path, body) {
      const response = await fetch(`${url}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'X-API-KEY': key, 'Content-Type': 'application/json', Prefer: 'respond-async' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: (await response.json()) as View };
    },
  };
}

async function poll(service: Running, path: string, until: (body: View) => boolean) {
  for (;;) {
    const { body } = await service.call(path);
    if (until(body)) return body;
  }
}

test('a service killed in the middle of a batch ends it by itself after a restart, every item once', async () => {
  judge = await startScriptedJudge([{ text: '{"analysis":"","score":3}', delayMs: 100 }]);
  const variables = {
    PORT: '0',
    DATABASE_PATH: await makeFolder(),
    OPENAI_BASE_URL: judge.baseUrl,
    VISIBILITY_SECONDS: '2',
    RECONCILER_SECONDS: '1',
  };
  const item = { source_text: source, summary: goodSummary };
  const first = await start(variables);
  const batch = {
    evaluation_type: 'geval',
    items: Array(100).fill(item),
    metrics: ['fluency'],
    samples: 1,
    parallel_workers: 1,
  };
  const { status, body } = await first.call('/evaluations/batch', batch);
  const path = `/evaluations/batch/${body.batch_id}`;
  expect(status).toBe(202);

  await poll(first, path, ({ successful }) => successful > 0);
  first.child.process.kill('SIGKILL');
  await first.child.ended();
  const second = await start(variables);
  const { pending } = (await second.call(path)).body;
  const done = await poll(second, path, ({ status }) => !['pending', 'running'].includes(status));

  expect(pending).toBeGreaterThan(0);
  expect(done).toMatchObject({ status: 'completed', successful: 100, failed: 0, cancelled: 0, pending: 0 });
  const { results } = (await second.call(`${path}/results?limit=1000`)).body;
  expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, index) => index));
});
