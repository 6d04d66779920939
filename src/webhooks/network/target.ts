import { isIP } from 'node:net';
import { isClosed } from './addresses.ts';

/** Where webhooks may lead beyond https to the open internet. */
export interface TargetPolicy {
  readonly allowsHttp: boolean;
  /** This machine and private networks. */
  readonly allowsPrivate: boolean;
}

/** A URL that nothing is sent to; the message says why. */
export class ForbiddenTarget extends Error {
  override readonly name = 'ForbiddenTarget';
}

const longestUrl = 2_048;
const webPorts = [80, 443];
const firstUserPort = 1_024;

/** The URL in a text if webhooks may be sent to it; a name's addresses are checked when it is resolved. Throws a {@link ForbiddenTarget}. */
export function parseTarget(text: string, policy: TargetPolicy): URL {
  const url = URL.canParse(text) && text.length <= longestUrl ? new URL(text) : null;
  if (!url) throw new ForbiddenTarget(`must be a URL of at most ${longestUrl} characters`);
  const objection = objectionTo(url, policy);
  if (objection) throw new ForbiddenTarget(objection);
  return url;
}

type Rule = readonly [isBroken: boolean, message: string];

function objectionTo(url: URL, { allowsHttp, allowsPrivate }: TargetPolicy): string | null {
  const port = Number(url.port || webPorts[0]);
  // The parser has written every notation of an IPv4 address (decimal, octal, hexadecimal, short) in the usual one.
  const literal = literalOf(url);
  const rules: readonly Rule[] = [
    [url.protocol !== 'https:' && url.protocol !== 'http:', 'must be an http or https URL'],
    [url.protocol === 'http:' && !allowsHttp, 'must be an https URL'],
    [`${url.username}${url.password}` !== '', 'must not carry a user or a password'],
    [url.hash !== '', 'must not have a fragment'],
    [port < firstUserPort && !webPorts.includes(port), 'must use port 80, 443 or one from 1024 on'],
    [literal !== null && isClosed(literal, allowsPrivate), 'must lead to a public address'],
  ];
  return rules.find(([isBroken]) => isBroken)?.[1] ?? null;
}

/** The address that a URL names, without brackets; null if it names a host. */
export function literalOf({ hostname }: URL): string | null {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(address) ? address : null;
}
