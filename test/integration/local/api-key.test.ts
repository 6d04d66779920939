import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createKeyCheck, obtainApiKey } from '../../../local/api-key.ts';
import { makeFolder } from './child.ts';

describe('obtainApiKey', () => {
  test('makes a key of 64 hexadecimal characters once and keeps it', async () => {
    const folder = await makeFolder();

    const made = obtainApiKey(folder, undefined);

    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(obtainApiKey(folder, undefined)).toBe(made);
  });

  test('keeps it where only its owner reads it', async () => {
    const folder = await makeFolder();

    obtainApiKey(folder, undefined);

    expect((await stat(join(folder, 'api-key'))).mode & 0o777).toBe(0o600);
  });

  test('takes a configured key and keeps nothing', async () => {
    const folder = await makeFolder();
    const configured = 'a'.repeat(64);

    expect(obtainApiKey(folder, configured)).toBe(configured);

    expect(await readdir(folder)).toEqual([]);
  });

  test('refuses a kept file that holds no key', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'api-key'), 'not a key\n');

    expect(() => obtainApiKey(folder, undefined)).toThrow('does not hold a key of 64 hexadecimal characters');
  });
});

describe('createKeyCheck', () => {
  const key = '0123456789abcdef'.repeat(4);

  test('accepts the key', () => {
    expect(createKeyCheck(key)(key)).toBe(true);
  });

  test.each(['', key.slice(1), `${key}0`, key.toUpperCase()])('refuses %p', (presented) => {
    expect(createKeyCheck(key)(presented)).toBe(false);
  });
});
