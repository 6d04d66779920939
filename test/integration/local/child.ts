import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a process has written, and how it ended. */
interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** A process of a test. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the first line that matches; rejects if the process ends without one. */
  awaitLine(pattern: RegExp): Promise<string>;
  ended(): Promise<Outcome>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs Node in the root of the project, with nothing of the environment but the path and what is given. */
export function runNode(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Child {
  const process_ = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  let output = '';
  for (const stream of [process_.stdout, process_.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const closed = once(process_, 'close').then(([code]) => ({ code: code as number | null, output }));
  const awaitLine = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const line = output.split('\n').find((each) => pattern.test(each));
      if (line !== undefined) return line;
      const more = Promise.race([once(process_.stdout, 'data'), once(process_.stderr, 'data'), closed]);
      if ('code' in (await more)) throw new Error(`The process ended without a line ${pattern}: ${output}`);
    }
  };
  return { process: process_, awaitLine, ended: () => closed };
}

/** The address by which a script given on the command line imports a module of the project. */
export function moduleUrl(path: string): string {
  return pathToFileURL(join(root, path)).href;
}

/** A folder of a test's own. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'assay-test-'));
}
