import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes a folder for this process alone, and returns what gives it back. Throws one sentence naming the holder.
 * The lock is the operating system's, on a file inside: it ends with the process however that ends, so none is ever
 * stale, no identifier of a process can be mistaken for another's, and of two simultaneous starts one wins.
 */
export function lockFolder(folder: string): () => void {
  makePrivate(folder);
  const holderFile = join(folder, 'process');
  const database = openExclusively(join(folder, 'lock'));
  if (database === null) {
    throw new Error(
      `The folder ${folder} is in use by ${readHolder(holderFile)}; stop it or set DATABASE_PATH.`,
    );
  }
  writeFileSync(holderFile, String(process.pid), { mode: 0o600 });
  return () => {
    rmSync(holderFile, { force: true });
    database.close();
  };
}

/** Whether a process holds a folder at this moment. */
export function isFolderHeld(folder: string): boolean {
  const database = openExclusively(join(folder, 'lock'));
  database?.close();
  return database === null;
}

function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`The folder ${folder} cannot be used (${code}); set DATABASE_PATH to another one.`, {
      cause,
    });
  }
}

function openExclusively(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path);
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  const busy = 5;
  return (error as { readonly errcode?: number }).errcode === busy;
}

function readHolder(path: string): string {
  try {
    return `process ${readFileSync(path, 'utf8')}`;
  } catch {
    return 'another process';
  }
}
