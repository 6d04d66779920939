import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { Resolve } from './resolve-open.ts';

/** How name servers are asked. */
export interface NameServing {
  /** For the first try; a further one waits longer. */
  readonly timeoutMs: number;
  readonly tries: number;
  /** Addresses with ports; the system's name servers if left out. */
  readonly servers?: readonly string[];
}

const loopback: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** Resolves names over sockets that are a name's own: the system's lookup takes one of the few threads of the process, and a slow name server would hold up everybody's. Knows no hosts file; a local name is this machine. */
export function createNameResolver({ timeoutMs, tries, servers }: NameServing): Resolve {
  return async (hostname, signal) => {
    if (isLocal(hostname)) return loopback;
    signal.throwIfAborted();
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (servers) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await resolveBoth(resolver, hostname);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}

/** A name may have addresses of one family only. */
async function resolveBoth(resolver: Resolver, hostname: string): Promise<readonly LookupAddress[]> {
  const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  if (four.status === 'rejected' && six.status === 'rejected') throw four.reason;
  return [...addressesOf(four, 4), ...addressesOf(six, 6)];
}

function addressesOf(asked: PromiseSettledResult<readonly string[]>, family: 4 | 6): LookupAddress[] {
  return asked.status === 'rejected' ? [] : asked.value.map((address) => ({ address, family }));
}

/** No name server is to be asked for these (RFC 6761). */
function isLocal(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname);
}
