import { lookup } from 'node:dns';
import { request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { attack } from '../../test/support/ssrf-attack.ts';
import { type Attack, attacksOn } from '../../test/support/ssrf-table.ts';
import { startWebhookReceiver } from '../../test/support/webhook-receiver.ts';

/** How many attacks reach a listener on this machine: through the guard, and without it. */
export async function measureAttacks() {
  const listener = await startWebhookReceiver();
  const attacks = attacksOn(Number(new URL(listener.url).port));
  const outcomes = await Promise.all(attacks.map((each) => attack(each)));
  const guarded = listener.connections;
  for (const each of attacks.filter(isLocal)) await postUnguarded(each);
  const unguarded = listener.connections - guarded;
  await listener.stop();
  return {
    attacks: attacks.length,
    refused: outcomes.filter((outcome) => outcome === 'ForbiddenTarget').length,
    guarded,
    unguarded,
  };
}

/** Whether an attack is on this machine alone: nothing else is bothered without the guard. */
function isLocal({ url, resolvesTo = [] }: Attack): boolean {
  if (!URL.canParse(url) || new URL(url).protocol !== 'http:') return false;
  const { hostname } = new URL(url);
  const local = ['127.0.0.1', '127.255.255.254', '0.0.0.0', '[::1]', '[::]', '[::ffff:7f00:1]'];
  return local.includes(hostname) || resolvesTo.includes('127.0.0.1');
}

/** As a service without a guard would. */
function postUnguarded({ url }: Attack): Promise<void> {
  return new Promise((resolve) => {
    const here: LookupFunction = (_name, options, callback) => lookup('127.0.0.1', options, callback);
    const outgoing = request(url, { method: 'POST', agent: false, lookup: here });
    outgoing.on('close', () => resolve());
    outgoing.on('error', () => resolve());
    outgoing.end();
  });
}
