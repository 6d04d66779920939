import { ServiceError } from '../errors.ts';
import type { KeyClaim } from '../store/idempotency-keys.ts';
import { causeFields, logger } from '../telemetry/logger.ts';
import { type ClaimedKey, claimKey, type KeyedRequest, type OncePorts } from './claim-key.ts';
import { type KeptAnswer, keepError, refuseAgain } from './kept-answer.ts';

/** How an answer comes about, and how it is found again. */
export interface Work<Value> {
  /** Makes the answer; whatever it stores is named after the ULID, and stored only if nothing of that name is there. */
  run(ulid: string): Promise<Value>;
  /** The answer from what a run with this ULID stored; null if it stored nothing. */
  recall(ulid: string): Promise<Value | null>;
  /** Whether {@link Work.recall} will find the answer. */
  isStored(value: Value): boolean;
}

/** An answer, and whether it comes from an earlier request. */
export interface Once<Value> {
  readonly value: Value;
  readonly isReplay: boolean;
}

/** Answers a request with a key: runs the work under a claim of the key, or answers what the first run led to. */
export async function runOnce<Value>(
  ports: OncePorts,
  request: KeyedRequest,
  work: Work<Value>,
): Promise<Once<Value>> {
  const key = await claimKey(ports, request);
  if (key.kind === 'kept') return { value: await replay(key, work), isReplay: true };
  const settle = settling(ports, request, key.claim);
  try {
    const once = await runClaimed(key, work);
    await settle(work.isStored(once.value) ? { kind: 'stored' } : { kind: 'unsaved', value: once.value });
    return once;
  } catch (error) {
    await settle(keepError(error));
    throw error;
  }
}

async function runClaimed<Value>(
  { claim, isRepeat }: Extract<ClaimedKey, { kind: 'claimed' }>,
  work: Work<Value>,
): Promise<Once<Value>> {
  const found = isRepeat ? await work.recall(claim.ulid) : null;
  return found === null
    ? { value: await work.run(claim.ulid), isReplay: false }
    : { value: found, isReplay: true };
}

async function replay<Value>(
  { ulid, kept }: Extract<ClaimedKey, { kind: 'kept' }>,
  work: Work<Value>,
): Promise<Value> {
  const answer = JSON.parse(kept) as KeptAnswer<Value>;
  if (answer.kind === 'refused') throw refuseAgain(answer);
  if (answer.kind === 'unsaved') return answer.value;
  const value = await work.recall(ulid);
  if (value !== null) return value;
  const detail = 'what this Idempotency-Key led to was deleted or has expired; send a new key';
  throw new ServiceError('conflict', detail);
}

/** Ends a claim; if that fails it ends by itself at its deadline, and the answer at hand is good all the same. */
function settling({ keys }: OncePorts, { scope }: KeyedRequest, claim: KeyClaim) {
  return async (answer: KeptAnswer<unknown> | null): Promise<void> => {
    try {
      if (answer) await keys.keep(scope, claim, JSON.stringify(answer));
      else await keys.free(scope, claim);
    } catch (error) {
      logger.warn('an idempotency key was not settled', causeFields(error));
    }
  };
}
