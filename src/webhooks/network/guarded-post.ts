import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { resolveOpen, type TargetCheck } from './resolve-open.ts';
import { parseTarget } from './target.ts';

/** One POST of a text. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Longest time from resolving the name to the end of the answer. */
  readonly timeoutMs: number;
}

/** The status of the answer, whatever it is: redirects are answers, they are not followed. */
export type Post = (posting: Posting) => Promise<number>;

const longestAnswerBytes = 65_536;

/** No complete answer came in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** A POST that reaches public addresses only: an address in the URL is checked before there is a socket, a name's addresses when they are resolved, and those that were checked are the ones connected to. */
export function createGuardedPost(check: TargetCheck): Post {
  // A connection per delivery: a kept one would outlive the check of its name.
  const plain = new HttpAgent({ keepAlive: false });
  const secure = new HttpsAgent({ keepAlive: false });
  return async (posting) => {
    const url = parseTarget(posting.url, check.policy);
    const length = { 'content-length': Buffer.byteLength(posting.body) };
    const headers = { ...posting.headers, ...length };
    const ending = new AbortController();
    const options = { method: 'POST', headers, lookup: createGuardedLookup(check, ending.signal) };
    const outgoing =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, agent: secure })
        : requestHttp(url, { ...options, agent: plain });
    return exchange(outgoing, posting).finally(() => ending.abort());
  };
}

function exchange(outgoing: ClientRequest, { body, timeoutMs }: Posting): Promise<number> {
  const { promise: status, resolve, reject } = Promise.withResolvers<number>();
  // Ends the wait by itself: a request that is destroyed does not always say so.
  const timer = setTimeout(() => reject(new NoAnswer()), timeoutMs);
  let hasAnswer = false;
  outgoing.on('error', reject);
  outgoing.on('close', () => hasAnswer || reject(closedSilently()));
  outgoing.on('upgrade', ({ statusCode = 0 }, socket) => {
    // Out of the request's hands from here on.
    socket.destroy();
    resolve(statusCode);
  });
  outgoing.on('response', (incoming) => {
    hasAnswer = true;
    readStatus(incoming).then(resolve, reject);
  });
  outgoing.end(body);
  return status.finally(() => {
    clearTimeout(timer);
    outgoing.destroy();
  });
}

function closedSilently(): Error {
  return Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' });
}

/** Resolves a name for a socket, which then connects to what was checked. */
function createGuardedLookup(check: TargetCheck, signal: AbortSignal): LookupFunction {
  return (hostname, { all, family }, callback) => {
    resolveOpen(check, hostname, signal).then(
      (addresses) => {
        const [first] = addresses.filter((each) => !family || each.family === family);
        if (!first) return callback(new Error('the name has no address of that family'), '');
        return all ? callback(null, [...addresses]) : callback(null, first.address, first.family);
      },
      (error) => callback(error as NodeJS.ErrnoException, ''),
    );
  };
}

/** The status once the answer has ended, or as much of it has come as anybody may send. */
async function readStatus(incoming: IncomingMessage): Promise<number> {
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const part of incoming) {
    bytes += (part as Buffer).length;
    if (bytes >= longestAnswerBytes) break;
  }
  return incoming.statusCode ?? 0;
}
