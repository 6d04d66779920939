import { exec } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { type Child, makeFolder, runNode } from './child.ts';

// Each start bundles every function and loads it.
jest.setTimeout(60_000);

const children: Child[] = [];
const run = promisify(exec);

function start(environment: Readonly<Record<string, string>>): Child {
  const child = runNode(['local/start.ts'], { PORT: '0', ...environment });
  children.push(child);
  return child;
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.process.kill('SIGKILL');
    await child.ended();
  }
});

describe('npm start', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints a curl line that works, and ends cleanly with %s',
    async (signal) => {
      const service = start({ DATABASE_PATH: await makeFolder() });
      const curl = await service.awaitLine(/^curl /);

      const { stdout } = await run(curl);

      expect(JSON.parse(stdout)).toMatchObject({ average_score: expect.any(Number) });
      service.process.kill(signal);
      expect(await service.ended()).toMatchObject({ code: 0 });
    },
  );

  test('keeps its key over a kill and a restart', async () => {
    const folder = await makeFolder();
    const first = start({ DATABASE_PATH: folder });
    const key = await first.awaitLine(/^API key: [0-9a-f]{64}$/);
    first.process.kill('SIGKILL');
    await first.ended();

    const second = start({ DATABASE_PATH: folder });

    expect(await second.awaitLine(/^API key/)).toBe(key);
  });

  test('refuses a folder in use with one sentence', async () => {
    const folder = await makeFolder();
    const first = start({ DATABASE_PATH: folder });
    await first.awaitLine(/^Assay is ready/);

    const { code, output } = await start({ DATABASE_PATH: folder }).ended();

    expect(code).toBe(1);
    expect(output).toBe(
      `The folder ${folder} is in use by process ${first.process.pid}; stop it or set DATABASE_PATH.\n`,
    );
  });

  test('refuses a port in use with one sentence', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const { code, output } = await start({ DATABASE_PATH: ':memory:', PORT: String(port) }).ended();

    expect(code).toBe(1);
    expect(output).toBe(`The port ${port} is in use by another process; stop it or set PORT.\n`);
    other.close();
  });

  test('refuses an invalid value with one sentence', async () => {
    const { code, output } = await start({ DATABASE_PATH: ':memory:', PORT: 'many' }).ended();

    expect(code).toBe(1);
    expect(output).toMatch(/^The environment variable PORT is invalid: .*\n$/);
  });
});
