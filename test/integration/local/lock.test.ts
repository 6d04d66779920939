import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { lockFolder } from '../../../local/lock.ts';
import { type Child, makeFolder, moduleUrl, runNode } from './child.ts';

const children: Child[] = [];

/** A process that takes the lock, says so, and keeps it until killed; or says why it could not. */
function contend(folder: string): Child {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(moduleUrl('local/lock.ts'))});
    try { lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000); }
    catch (error) { console.log('refused: ' + error.message); }`;
  const child = runNode(['--input-type=module', '-e', script]);
  children.push(child);
  return child;
}

afterEach(() => {
  for (const child of children.splice(0)) child.process.kill('SIGKILL');
});

describe('lockFolder', () => {
  test('refuses a second process with one sentence that names the first', async () => {
    const folder = await makeFolder();
    const first = contend(folder);
    await first.awaitLine(/^held/);

    const second = contend(folder);

    const line = await second.awaitLine(/^refused/);
    expect(line).toBe(
      `refused: The folder ${folder} is in use by process ${first.process.pid}; stop it or set DATABASE_PATH.`,
    );
  });

  test('is free again after the holder was killed', async () => {
    const folder = await makeFolder();
    const holder = contend(folder);
    await holder.awaitLine(/^held/);
    holder.process.kill('SIGKILL');
    await holder.ended();

    const release = lockFolder(folder);

    release();
  });

  test('lets one of several simultaneous starts win', async () => {
    const folder = await makeFolder();

    const contenders = Array.from({ length: 4 }, () => contend(folder));

    const lines = await Promise.all(contenders.map((each) => each.awaitLine(/^(held|refused)/)));
    expect(lines.filter((line) => line === 'held')).toHaveLength(1);
  });

  test('can be taken again after it was given back', async () => {
    const folder = await makeFolder();
    lockFolder(folder)();

    const release = lockFolder(folder);

    expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid}`);
    release();
  });

  test('closes the folder to other users', async () => {
    const folder = await makeFolder();

    const release = lockFolder(folder);

    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    release();
  });

  test('says in one sentence that a folder cannot be used', async () => {
    const file = join(await makeFolder(), 'file');
    await writeFile(file, '');

    expect(() => lockFolder(file)).toThrow(
      `The folder ${file} cannot be used (EEXIST); set DATABASE_PATH to another one.`,
    );
  });
});
