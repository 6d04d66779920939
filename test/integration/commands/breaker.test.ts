import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type JudgedService, startJudgedService } from '../../support/judged-service.ts';
import { source } from '../../support/texts.ts';
import { makeFolder, runNode } from '../local/child.ts';

let folder: string;
let service: JudgedService;

beforeAll(async () => {
  folder = await makeFolder();
  service = await startJudgedService([{}], { DATABASE_PATH: folder });
});
afterAll(() => service.stop());

/** Runs the command for the service on a folder. */
async function breaker(args: readonly string[], path = folder) {
  const { code, output } = await runNode(['commands/breaker.ts', ...args], {
    DATABASE_PATH: path,
    TABLE_NAME: '',
  }).ended();
  return { code, output: output.trim() };
}

const path = '/api/v1/evaluations/geval';
const body = { source_text: source, summary: 'A bridge of the year 1932.', metrics: ['fluency'], samples: 1 };

test('a circuit that an operator opened keeps the calls of the running service away until it is left to itself', async () => {
  const model = 'kept-away';
  const named = ['--provider', 'openai', '--model', model];

  const opened = await breaker(['open', ...named, '--reason', 'maintenance']);
  const refused = await service.call('POST', path, { ...body, model });
  const health = await service.call('GET', '/api/v1/health/evaluations');
  const metrics = await service.call('GET', '/api/v1/evaluations/metrics');

  expect(opened).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^openai\tkept-away\topen\tby an operator/),
  });
  expect(refused.status).toBe(503);
  expect(refused.body.code).toBe('circuit_open');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
  expect(service.judge.calls).toEqual([]);
  expect(health.status).toBe(206);
  expect(health.body.components.circuit_breakers.openai).toMatchObject({
    state: 'open',
    models: { other: { state: 'open', forced: true }, scripted: { state: 'closed' } },
  });
  expect(metrics.text).toMatch(/^circuit_breaker_state\{provider="openai",model="other"\} 1$/m);
  expect(metrics.text).toMatch(/^circuit_breaker_rejections_total\{provider="openai"\} [1-9]/m);

  expect((await breaker(['list'])).output).toContain(`openai\t${model}\topen\tby an operator`);
  expect(await breaker(['auto', ...named])).toMatchObject({ code: 0, output: `openai\t${model}\tclosed` });
});

test('the place of the engines is for the owner of the folder only', async () => {
  expect((await stat(join(folder, 'engines.json'))).mode & 0o777).toBe(0o600);
});

describe('one sentence says', () => {
  test('that no service runs on a folder', async () => {
    const empty = await makeFolder();

    const { code, output } = await breaker(['list'], empty);

    expect(code).toBe(1);
    expect(output).toBe(
      `No service runs on the folder ${empty}; start it, or name a deployed one by --stage or TABLE_NAME.`,
    );
  });

  test.each([[[]], [['shut']], [['open', '--provider', 'openai']], [['list', 'twice']]])(
    'how the command is used instead of %j',
    async (args) => {
      const { code, output } = await breaker(args);

      expect(code).toBe(1);
      expect(output).toMatch(/^Usage: npm run breaker/);
    },
  );
});
