const defaultWait = 20;
const longestWait = 25;

/** How long a batch's answer may wait for its results: `Prefer: respond-async` or `Prefer: wait=N` (RFC 7240), in seconds. */
export function waitOf(prefer: string | undefined): number {
  const preferences = preferencesIn(prefer);
  const wait = preferences.map((part) => /^wait="?(\d{1,9})"?$/.exec(part)?.[1]).find(Boolean);
  if (wait !== undefined) return Math.min(Number(wait), longestWait);
  return preferences.includes('respond-async') ? 0 : defaultWait;
}

/** Whether the caller would rather come back for the answer than wait for it. */
export function prefersAsync(prefer: string | undefined): boolean {
  return preferencesIn(prefer).includes('respond-async');
}

function preferencesIn(prefer = ''): readonly string[] {
  return prefer.split(',').map((part) => part.trim().toLowerCase());
}
