import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeSecret } from '../../../src/webhooks/secrets.ts';
import { signatureHeaders } from '../../../src/webhooks/signature.ts';

const run = promisify(execFile);
const secret = makeSecret(new Uint8Array(32).fill(7));
const another = makeSecret(new Uint8Array(32).fill(8));
const message = {
  id: 'msg_1',
  event: 'batch.completed',
  body: '{"event":"batch.completed","name":"Größe 🦆"}',
};
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-snippets-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function snippet(language: string): Promise<string> {
  const guide = await readFile('docs/webhooks.md', 'utf8');
  const code = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(guide)?.[1];
  if (!code) throw new Error(`the guide has no ${language}`);
  return code;
}

/** Runs a program with the message as its argument; what it prints, or that it ended with an error. */
async function verify(command: string, file: string, message: object): Promise<string> {
  const ran = await run(command, [file, JSON.stringify(message)]).catch(() => null);
  return ran?.stdout.trim() ?? 'refused';
}

const programs = [
  {
    command: process.execPath,
    language: 'js',
    file: 'verify.mjs',
    call: 'const { secret, headers, body } = JSON.parse(process.argv[2]);\nconsole.log(verifyWebhook(secret, headers, body).event);\n',
  },
  {
    command: 'python3',
    language: 'python',
    file: 'verify.py',
    call: 'import sys\ngiven = json.loads(sys.argv[1])\nprint(verify_webhook(given["secret"], given["headers"], given["body"].encode())["event"])\n',
  },
];

describe.each(programs)('the verification in $language', ({ command, language, file, call }) => {
  const signed = (age: number, by: readonly [string, ...string[]] = [secret]) => ({
    secret,
    headers: signatureHeaders(message, by, Date.now() - age * 1_000),
    body: message.body,
  });

  test('takes what is signed, and refuses what is changed, old, early or signed by another', async () => {
    const installed = await run(command, ['--version']).catch(() => null);
    if (!installed) return console.warn(`skipped: ${command} is not installed`);
    const path = join(folder, file);
    await writeFile(path, `${await snippet(language)}\n${call}`);

    const given = [
      signed(0),
      signed(290),
      signed(0, [another, secret]),
      { ...signed(0), body: message.body.replace('completed', 'failed') },
      signed(310),
      signed(-310),
      signed(0, [another]),
    ];
    const outcomes = await Promise.all(given.map((each) => verify(command, path, each)));

    const taken = 'batch.completed';
    expect(outcomes).toEqual([taken, taken, taken, 'refused', 'refused', 'refused', 'refused']);
  });
});
