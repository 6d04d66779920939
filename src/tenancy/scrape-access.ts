import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';

/** Who may scrape: callers from listed networks, and bearers of a token. */
export interface ScrapeAccess {
  readonly cidrs: readonly string[];
  readonly token: string | undefined;
}

/** Whether a scrape is allowed; with neither networks nor a token configured nobody may. */
export function mayScrape(
  { cidrs, token }: ScrapeAccess,
  address: string,
  authorization: string | undefined,
): boolean {
  return (
    isListed(cidrs, address) || (token !== undefined && sameSecret(`Bearer ${token}`, authorization ?? ''))
  );
}

function isListed(cidrs: readonly string[], address: string): boolean {
  const listed = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', prefix] = cidr.split('/');
    const family = isIPv6(network) ? 'ipv6' : 'ipv4';
    listed.addSubnet(network, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return listed.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function sameSecret(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
