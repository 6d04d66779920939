import type { LookupAddress } from 'node:dns';
import { isClosed } from './addresses.ts';
import { ForbiddenTarget, type TargetPolicy } from './target.ts';

/** Every address of a name; whoever asked and has no use for the answer any more aborts. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly LookupAddress[]>;

/** By what a target is checked. */
export interface TargetCheck {
  readonly policy: TargetPolicy;
  readonly resolve: Resolve;
}

/** The addresses of a name, all of which are open: one closed address among them closes the name. */
export async function resolveOpen(
  { policy, resolve }: TargetCheck,
  hostname: string,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(hostname, signal);
  if (addresses.some(({ address }) => isClosed(address, policy.allowsPrivate))) {
    throw new ForbiddenTarget('must lead to a public address');
  }
  return addresses;
}
