import type { IncomingMessage } from 'node:http';

/** Why no reply arrived. */
export type TransportFailure = 'timeout' | 'reset' | 'aborted' | 'too_large' | 'unreachable';

/** A call that ended without a complete reply. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: TransportFailure;
  /** The connection was a reused one and was lost before any byte of the reply: the request may be sent once more. */
  readonly stale: boolean;

  constructor(kind: TransportFailure, options: { cause?: unknown; stale?: boolean } = {}) {
    super(`no reply: ${kind}`, 'cause' in options ? { cause: options.cause } : undefined);
    this.kind = kind;
    this.stale = options.stale ?? false;
  }
}

const longestReplyBytes = 4 * 1024 * 1024;
const resetCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** The whole reply as text, up to 4 MB. */
export function readText(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > longestReplyBytes) reject(new TransportError('too_large'));
      else chunks.push(chunk);
    });
    incoming.on('error', reject);
    incoming.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

/** What a failure of node:http means for the call. */
export function asTransportError(error: unknown, lostBeforeReply: boolean): TransportError {
  if (error instanceof TransportError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  // The parser's HPE_ codes: the reply broke off or is no HTTP.
  const reset = resetCodes.has(code) || code.startsWith('HPE_');
  return reset
    ? new TransportError('reset', { cause: error, stale: lostBeforeReply })
    : new TransportError('unreachable', { cause: error });
}
