import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleFunctions } from '../../functions/bundling.ts';
import { type FunctionName, functions } from '../../functions/functions.ts';
import { stages } from '../../lib/stages.ts';
import { resourcesOf, synthesize } from './synthesized.ts';

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

const run = promisify(execFile);
const { service } = synthesize(stages.prod);
const deployed = [...resourcesOf<FunctionProperties>(service, 'AWS::Lambda::Function').values()];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-bundles-'));
  await bundleFunctions(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** The variables of a function in the template, with a stand-in for what only a deployment knows. */
function variablesOf(name: FunctionName): Record<string, string> {
  const found = deployed.find(({ FunctionName }) => FunctionName === `assay-prod-${name}`);
  const entries = Object.entries(found?.Environment.Variables ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? value : 'https://deployed.example']),
  );
}

test.each(Object.keys(functions) as FunctionName[])(
  'the bundle %s loads in a bare process with the variables of its template only',
  async (name) => {
    const script = `console.log(typeof require(${JSON.stringify(join(folder, name, 'index.js'))}).handler)`;
    const { stdout, stderr } = await run(process.execPath, ['--eval', script], {
      env: variablesOf(name),
      cwd: folder,
    });

    expect(stdout.trim()).toBe('function');
    expect(stderr).toBe('');
  },
);
