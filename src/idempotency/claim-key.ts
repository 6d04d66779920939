import { ServiceError } from '../errors.ts';
import type { KeyClaim, KeyRecord, KeyScope, KeyStore } from '../store/idempotency-keys.ts';

/** What running something once needs of the world. */
export interface OncePorts {
  readonly keys: KeyStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Unguessable and new each time. */
  readonly nonce: () => string;
  readonly newUlid: () => string;
}

/** A request with an idempotency key. */
export interface KeyedRequest {
  readonly scope: KeyScope;
  /** Of the body. */
  readonly fingerprint: string;
  /** Until the invocation ends. */
  readonly remainingMillis: number;
}

/** A key that may be used: claimed by this request (which repeats an earlier run or not), or with an answer that is kept. */
export type ClaimedKey =
  | { readonly kind: 'claimed'; readonly claim: KeyClaim; readonly isRepeat: boolean }
  | { readonly kind: 'kept'; readonly ulid: string; readonly kept: string };

const keptSeconds = 72 * 3_600;
// Clocks of two hosts differ by milliseconds.
const clockMarginMillis = 500;
const mostTries = 3;

/** Claims the key of a request; throws 409 while another run is under way, and 422 for another body. */
export async function claimKey(ports: OncePorts, request: KeyedRequest): Promise<ClaimedKey> {
  const owner = ports.nonce();
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const claim = newClaim(ports, request, owner);
    if (await ports.keys.claim(request.scope, claim, null)) return claimed(claim, false);
    const record = await ports.keys.read(request.scope);
    const key = record && (await claimSeen(ports, request, { record, claim }));
    if (key) return key;
  }
  throw inProgress(1);
}

function newClaim(ports: OncePorts, request: KeyedRequest, owner: string): KeyClaim {
  const startedAt = ports.now();
  return {
    owner,
    fingerprint: request.fingerprint,
    ulid: ports.newUlid(),
    startedAt,
    deadline: startedAt + request.remainingMillis + clockMarginMillis,
    expiresAt: Math.floor(startedAt / 1_000) + keptSeconds,
  };
}

function claimed(claim: KeyClaim, isRepeat: boolean): ClaimedKey {
  return { kind: 'claimed', claim, isRepeat };
}

/** What becomes of a key that is in use; null if it changed meanwhile and is to be claimed anew. */
async function claimSeen(
  ports: OncePorts,
  { scope, fingerprint }: KeyedRequest,
  { record, claim }: { readonly record: KeyRecord; readonly claim: KeyClaim },
): Promise<ClaimedKey | null> {
  // The answer to the claim was lost on its way, not the claim.
  if (record.owner === claim.owner) return claimed(record, true);
  if (record.expiresAt * 1_000 <= claim.startedAt) return null;
  const isSame = record.fingerprint === fingerprint;
  if (!isSame && record.state !== 'free') throw reused();
  if (record.kept !== null) return { kind: 'kept', ulid: record.ulid, kept: record.kept };
  if (record.state === 'running' && record.deadline > claim.startedAt) {
    throw inProgress(patience(record, claim.startedAt));
  }
  const next = isSame ? { ...claim, ulid: record.ulid } : claim;
  return (await ports.keys.claim(scope, next, record)) ? claimed(next, isSame) : null;
}

/** Seconds: as long again as the run has taken so far, and not beyond its end. */
function patience({ startedAt, deadline }: KeyRecord, now: number): number {
  return Math.min(Math.max(now - startedAt, 1_000), deadline - now) / 1_000;
}

function inProgress(retryAfter: number): ServiceError {
  const detail = 'the first request with this Idempotency-Key is still running';
  return new ServiceError('conflict', detail, { retryAfter });
}

function reused(): ServiceError {
  const detail = 'this Idempotency-Key came with another body before; send a new key';
  return new ServiceError('idempotency_key_reused', detail);
}
