import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionName, functions } from '../../../functions/functions.ts';

/** The body of a handler, in JavaScript: sees `name`, `event` and `context`. */
export type HandlerBodies = Partial<Readonly<Record<FunctionName, string>>>;

const echo =
  'return { statusCode: 200, body: JSON.stringify({ name, event, functionName: context.functionName }) };';

/** A new folder with a small bundle for every function: what was given, else one that answers with its event. */
export async function makeBundles(bodies: HandlerBodies = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'assay-bundles-'));
  for (const name of Object.keys(functions) as FunctionName[]) {
    await mkdir(join(directory, name));
    const source = `const name = '${name}';\nexports.handler = async (event, context) => { ${bodies[name] ?? echo} };\n`;
    await writeFile(join(directory, name, 'index.js'), source);
  }
  await writeFile(join(directory, 'package.json'), '{"type":"commonjs"}\n');
  return directory;
}
