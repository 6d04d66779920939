import { createHash, timingSafeEqual } from 'node:crypto';
import { isListed } from './networks.ts';

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
    isListed(cidrs, address) ||
    (token !== undefined && sameSecret(token, authorization?.replace(/^bearer /i, '') ?? ''))
  );
}

function sameSecret(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
