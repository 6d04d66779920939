import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tells whether a presented key is the good one. */
export type KeyCheck = (presented: string) => boolean;

/** The key of the local service: the configured one, else the one kept in the folder, made at the first start. */
export function obtainApiKey(folder: string, configured: string | undefined): string {
  return configured ?? readKept(join(folder, 'api-key')) ?? makeKey(join(folder, 'api-key'));
}

function readKept(path: string): string | null {
  try {
    const key = readFileSync(path, 'utf8').trim();
    if (/^[0-9a-f]{64}$/.test(key)) return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  throw new Error(`The file ${path} does not hold a key of 64 hexadecimal characters; correct or remove it.`);
}

function makeKey(path: string): string {
  const key = randomBytes(32).toString('hex');
  writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

/** Compares digests, which have one length, in a time that tells nothing about the key. */
export function createKeyCheck(key: string): KeyCheck {
  const expected = digest(key);
  return (presented) => timingSafeEqual(digest(presented), expected);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
