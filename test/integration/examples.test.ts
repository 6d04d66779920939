import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';

const run = promisify(execFile);
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

async function output(command: string, ...files: readonly string[]): Promise<string> {
  const environment = { ...process.env, ASSAY_URL: service.url, ASSAY_API_KEY: service.apiKey };
  return (await run(command, [...files], { env: environment })).stdout;
}

async function isInstalled(command: string): Promise<boolean> {
  return run(command, ['--version']).then(
    () => true,
    () => false,
  );
}

test('the Node example prints four marks', async () => {
  const lines = (await output(process.execPath, 'examples/evaluate.mjs')).trim().split('\n');

  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/^average_score 0\.\d+$/);
});

test('the example of an upload prints the results of every line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-example-'));
  const item = { source_text: 'The bridge opened in 1932.', summary: 'It opened in 1932.' };
  const file = join(folder, 'items.jsonl');
  await writeFile(file, `${JSON.stringify(item)}\n{}\n`);
  const lines = (await output(process.execPath, 'examples/upload.mjs', file)).trim().split('\n');
  await rm(folder, { recursive: true });

  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { index: 0, status: 'completed' },
    { index: 1, status: 'failed' },
  ]);
});

test('the RAG example prints three metrics', async () => {
  const lines = (await output(process.execPath, 'examples/rag.mjs')).trim().split('\n');

  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^overall_score 0\.\d+$/);
});

test('the curl example prints a score and a finished batch', async () => {
  if (!(await isInstalled('curl'))) return console.warn('skipped: curl is not installed');
  const [single, batch] = (await output('bash', 'examples/evaluate.sh'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  expect(Object.keys(single.metrics)).toHaveLength(4);
  expect(batch).toMatchObject({ status: 'completed', successful: 2 });
});

test('the Python example prints four marks', async () => {
  if (!(await isInstalled('python3'))) return console.warn('skipped: python3 is not installed');
  const lines = (await output('python3', 'examples/evaluate.py')).trim().split('\n');

  expect(lines).toHaveLength(5);
});
