/** Response headers by lower-case name, as node:http gives them. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Milliseconds that a reply asks to wait (`retry-after-ms`, or `retry-after` in seconds or as an HTTP date), or undefined. */
export function retryAfterMs(headers: ResponseHeaders, now: number): number | undefined {
  const milliseconds = parseAmount(headers['retry-after-ms']);
  if (milliseconds !== undefined) return milliseconds;
  const seconds = parseAmount(headers['retry-after']);
  return seconds === undefined ? untilDate(headers['retry-after'], now) : seconds * 1_000;
}

function parseAmount(value: ResponseHeaders[string]): number | undefined {
  return typeof value === 'string' && /^\s*\d{1,9}(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

function untilDate(value: ResponseHeaders[string], now: number): number | undefined {
  // Date.parse reads almost anything ("-5" is a month): only what starts like an HTTP date is a date here.
  if (typeof value !== 'string' || !/^\s*[A-Za-z]{3,9},/.test(value)) return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
