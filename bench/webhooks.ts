// Prints how webhooks are signed, guarded and delivered: SEED=1 node bench/webhooks.ts
import { logger } from '../src/telemetry/logger.ts';
import { startWebhookBench, type WebhookBench } from '../test/support/webhook-bench.ts';
import { measureAttacks } from './webhooks/measure-attacks.ts';
import { measureDeliveries } from './webhooks/measure-deliveries.ts';
import { measureSignatures } from './webhooks/measure-signatures.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
// The crashes below are meant.
logger.setLogLevel('CRITICAL');

const failures: string[] = [];

/** Prints a figure beside what it has to be. */
function report(what: string, figure: unknown, expected: unknown): void {
  const isMet = JSON.stringify(figure) === JSON.stringify(expected);
  if (!isMet) failures.push(what);
  console.log(`${isMet ? 'ok  ' : 'FAIL'} ${what}: ${JSON.stringify(figure)}`);
}

function reportSignatures(): void {
  const { vectors, equal, ...verifier } = measureSignatures(Date.now());
  report(`signatures equal to the ${vectors} vectors, byte by byte`, equal, vectors);
  report('secrets of 2 that verify during a rotation', verifier.verifiedWhileRotating, 2);
  report('messages of 2 taken within 5 minutes', verifier.takenWithin, 2);
  report('messages of 3 taken outside of 5 minutes', verifier.takenOutside, 0);
}

async function reportAttacks(): Promise<void> {
  const { attacks, refused, guarded, unguarded } = await measureAttacks();
  report(`URLs of ${attacks} refused before there is a socket`, refused, attacks);
  report('connections to the listener', guarded, 0);
  report('connections without the guard, so that there is something to guard', unguarded > 20, true);
  console.log(`     (${unguarded} connections)`);
}

async function reportReceivers(bench: WebhookBench): Promise<void> {
  const again = { kind: 'again', afterSeconds: 5 };
  const target = `${bench.receiver.url}/elsewhere`;
  for (const status of [301, 302, 303, 307, 308]) {
    const { webhook_id } = await bench.register({ events: ['batch.failed'] });
    bench.receiver.answer({ status, headers: { Location: target } });
    report(`a ${status}`, await bench.deliver(webhook_id, 1), again);
    await bench.forgetWebhooks();
  }
  report('redirects followed', bench.receiver.received.filter(({ path }) => path === '/elsewhere').length, 0);
  const slow = await bench.register({ timeout_seconds: 1 });
  bench.receiver.answer({ delayMs: null });
  report('a receiver that never answers', await bench.deliver(slow.webhook_id, 1), again);
  const gone = await bench.register();
  bench.receiver.answer({ status: 410 });
  report('a 410', await bench.deliver(gone.webhook_id, 1), { kind: 'done' });
  report('its webhook', (await bench.standing(gone.webhook_id))?.status, 'disabled');
}

async function reportSchedule(bench: WebhookBench): Promise<void> {
  const { webhook_id } = await bench.register();
  bench.receiver.answer({ status: 500 });
  const delays: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const delivered = await bench.deliver(webhook_id, attempt);
    delays.push(delivered.kind === 'again' ? delivered.afterSeconds : -1);
  }
  report('seconds after each failure (0: to the dead letters)', delays, [5, 60, 600, 3_600, 21_600, 0]);
}

async function reportDeliveries(bench: WebhookBench): Promise<void> {
  const faults = { events: 500, crash: 0.05, duplicate: 0.05, refusal: 0.2, seed };
  const measured = await measureDeliveries(bench, faults);
  const { messages, attempts, lost, ids, logged } = measured;
  console.log(`     500 events, 5 % crashes, 5 % duplicates, 20 % refusals, seed ${seed}:`);
  console.log(`     ${messages} messages, ${attempts} tries`);
  report('events lost', lost, 0);
  report('ids that the receiver saw', ids, faults.events);
  report('deliveries in the log', logged, faults.events);
}

reportSignatures();
await reportAttacks();
const bench = await startWebhookBench();
try {
  await reportReceivers(bench);
  await bench.forgetWebhooks();
  await reportSchedule(bench);
  await bench.forgetWebhooks();
  await reportDeliveries(bench);
} finally {
  await bench.stop();
}
if (failures.length > 0) process.exitCode = 1;
