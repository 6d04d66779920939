import { isIP } from 'node:net';
import { createGuardedPost } from '../../src/webhooks/network/guarded-post.ts';
import type { Resolve } from '../../src/webhooks/network/resolve-open.ts';
import type { TargetPolicy } from '../../src/webhooks/network/target.ts';
import type { Attack } from './ssrf-table.ts';

/** Any http URL on the open internet, so that it is the address that is refused and not the scheme. */
export const openInternet: TargetPolicy = { allowsHttp: true, allowsPrivate: false };
/** This machine too: shows that a listener can be reached at all. */
export const anywhere: TargetPolicy = { allowsHttp: true, allowsPrivate: true };

/** How an attempt to post to a URL ended: the status that was answered, or the name of the error. */
export async function attack(
  { url, resolvesTo = [] }: Attack,
  policy: TargetPolicy = openInternet,
): Promise<number | string> {
  const post = createGuardedPost({ policy, resolve: answering(resolvesTo) });
  try {
    return await post({ url, headers: {}, body: '{}', timeoutMs: 2_000 });
  } catch (error) {
    return (error as Error).name;
  }
}

/** A resolver that answers one list after another; the last stays. */
export function answering(...answers: readonly (readonly string[])[]): Resolve & { calls: number } {
  const resolve = Object.assign(
    async () => {
      const addresses = answers[Math.min(resolve.calls, answers.length - 1)] ?? [];
      resolve.calls += 1;
      return addresses.map((address) => ({ address, family: isIP(address) || 4 }));
    },
    { calls: 0 },
  );
  return resolve;
}
