import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { isFolderHeld } from './lock.ts';

const Variables = z.record(z.string(), z.string());

/** Says in the folder of a running service where its engines listen, for commands on the same machine; returns what takes it back. */
export function announceEngines(folder: string, variables: Readonly<Record<string, string>>): () => void {
  const path = fileIn(folder);
  // The mode counts only for a file that is made.
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(variables), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** The variables by which the engines of the service that runs on a folder are found; null if none does. */
export function findRunningEngines(folder: string): Readonly<Record<string, string>> | null {
  const written = readIfThere(fileIn(folder));
  // What a killed service left behind leads nowhere.
  if (written === null || !isFolderHeld(folder)) return null;
  return Variables.parse(JSON.parse(written));
}

function fileIn(folder: string): string {
  return join(folder, 'engines.json');
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
