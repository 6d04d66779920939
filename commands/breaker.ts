import { parseArgs } from 'node:util';
import { type CircuitFact, factOf } from '../src/judges/circuit-summary.ts';
import { overrideSharedCircuit } from '../src/judges/override-circuit.ts';
import { breakers } from '../src/platform/breakers.ts';
import { findService } from './find-service.ts';

const usage = `Usage: npm run breaker -- list [--stage STAGE]
       npm run breaker -- open|close|auto --provider PROVIDER --model MODEL [--reason WORDS] [--stage STAGE]`;

const overrides = { open: 'open', close: 'closed', auto: 'automatic' } as const;

// A table that does not answer within this is not there.
const patienceMillis = 10_000;

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { action, stage, ...asked } = readArguments();
  Object.assign(process.env, await findService(stage, process.env));
  if (action === 'list') return await list();
  const { provider, model, reason = 'by an operator' } = asked;
  if (!provider || !model) throw new Error(usage);
  const wanted = { name: { provider, model }, wanted: overrides[action], now: Date.now(), reason };
  const state = await overrideSharedCircuit(breakers(), wanted);
  console.log(describe(factOf({ provider, model }, state)));
}

function readArguments() {
  const text = { type: 'string' } as const;
  const options = { provider: text, model: text, reason: text, stage: text };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [action] = positionals;
  if (positionals.length !== 1 || !isAction(action)) throw new Error(usage);
  return { action, ...values };
}

function isAction(word: string | undefined): word is keyof typeof overrides | 'list' {
  return word === 'list' || (word !== undefined && word in overrides);
}

async function list(): Promise<void> {
  const listed = await breakers().list(AbortSignal.timeout(patienceMillis));
  if (listed.length === 0) console.log('No circuit has opened yet.');
  for (const { name, state } of listed) console.log(describe(factOf(name, state)));
}

function describe({ provider, model, state, forced, openedAt, retryAt }: CircuitFact): string {
  const notes = [
    forced ? 'by an operator' : null,
    openedAt === null ? null : `since ${new Date(openedAt).toISOString()}`,
    retryAt === null ? null : `next try ${new Date(retryAt).toISOString()}`,
  ].filter((note) => note !== null);
  return [provider, model, state, ...notes].join('\t');
}
