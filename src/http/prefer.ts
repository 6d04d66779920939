const defaultWait = 20;
const longestWait = 25;

/** How long a batch's answer may wait for its results: `Prefer: respond-async` or `Prefer: wait=N` (RFC 7240), in seconds. */
export function waitOf(prefer: string | undefined): number {
  const preferences = (prefer ?? '').split(',').map((part) => part.trim().toLowerCase());
  if (preferences.includes('respond-async') && !preferences.some((part) => part.startsWith('wait=')))
    return 0;
  const wait = preferences.map((part) => /^wait="?(\d{1,9})"?$/.exec(part)?.[1]).find(Boolean);
  return wait === undefined ? defaultWait : Math.min(Number(wait), longestWait);
}
