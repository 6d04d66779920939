import { ServiceError } from '../errors.ts';
import { resolveOpen, type TargetCheck } from './network/resolve-open.ts';
import { ForbiddenTarget, literalOf, parseTarget } from './network/target.ts';

const longestLookupMillis = 2_000;

/** A URL as it is kept, if webhooks may be sent to it. An early answer only: every delivery checks again. A name that nobody knows yet is no objection. */
export async function checkUrl(check: TargetCheck, text: string): Promise<string> {
  try {
    const url = parseTarget(text, check.policy);
    if (literalOf(url) === null) await inTime((signal) => resolveOpen(check, url.hostname, signal));
    return url.href;
  } catch (error) {
    if (!(error instanceof ForbiddenTarget)) throw error;
    const errors = [{ loc: ['body', 'url'], msg: error.message, type: 'forbidden_target' }];
    throw new ServiceError('invalid_request', `url ${error.message}`, { errors, cause: error });
  }
}

async function inTime(resolveName: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const ending = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestLookupMillis);
  const resolved = resolveName(ending.signal).catch((error) => {
    if (error instanceof ForbiddenTarget) throw error;
  });
  try {
    await Promise.race([resolved, late]);
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}
