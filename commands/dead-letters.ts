import { parseArgs } from 'node:util';
import { redrive } from '../src/batches/redrive.ts';
import { burying } from '../src/platform/burying.ts';
import { storing } from '../src/platform/storing.ts';
import type { DeadLetter } from '../src/store/dead-letters.ts';
import { findService } from './find-service.ts';

const usage = `Usage: npm run dead-letters -- list [--stage STAGE]
       npm run dead-letters -- retry|discard --id ID [--stage STAGE]
A retry on a stage needs PAYLOAD_BUCKET and WORK_QUEUE_URL beside.`;

const actions = ['list', 'retry', 'discard'] as const;
type Action = (typeof actions)[number];

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { action, id, stage } = readArguments();
  Object.assign(process.env, await findService(stage, process.env));
  if (action === 'list') await list();
  else if (!id) throw new Error(usage);
  else await act(action, id);
}

function readArguments() {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ options: { id: text, stage: text }, allowPositionals: true });
  const action = actions.find((each) => each === positionals[0]);
  if (positionals.length !== 1 || !action) throw new Error(usage);
  return { action, ...values };
}

async function act(action: Exclude<Action, 'list'>, id: string): Promise<void> {
  if (action === 'retry') {
    console.log(`${id} is evaluated again as ${await redrive(burying.redrive(), id)}`);
    return;
  }
  const discarded = await storing.deadLetters().acknowledge(id, 'discarded');
  if (!discarded) throw new Error(`There is no dead letter ${id} that waits.`);
  console.log(`${id} is discarded; its body is kept until 30 days after it came.`);
}

async function list(): Promise<void> {
  const store = storing.deadLetters();
  let count = 0;
  for await (const id of store.waiting()) {
    const letter = await store.read(id);
    if (letter) console.log(describe(letter));
    count += 1;
  }
  if (count === 0) console.log('No dead letter waits.');
}

function describe({ id, at, kind, body }: DeadLetter): string {
  return [id, at, kind, JSON.stringify(body)].join('\t');
}
