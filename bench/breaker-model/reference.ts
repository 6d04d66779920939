import type { BreakerPolicy } from '../../src/resilience/breaker-policy.ts';
import type { BreakerState, Transition } from '../../src/resilience/breaker-state.ts';

type Kind = BreakerState['state'];
type Of<K extends Kind> = BreakerState & { readonly state: K };

/** A change that reached the table: when, and by which client. */
export interface Applied extends Transition {
  readonly at: number;
  readonly client: number;
  /** The whole state that it replaced. */
  readonly before: BreakerState;
}

/** The longest that a change is under way, so that it was decided a little earlier than it is applied. */
const underwayMs = 200;
const longestOpenMs = 36_000;

/** The machine as its rules say, written apart from it: takes in every change and says what is wrong with it, or null. */
export function createReference(policy: BreakerPolicy): (applied: Applied) => string | null {
  const owners = new Map<number, string>();
  return (applied) => checkWrite(applied) ?? checkRule(applied, policy) ?? checkOwner(owners, applied.to);
}

function checkWrite({ before, from, to }: Applied): string | null {
  if (from.state !== before.state || from.epoch !== before.epoch) return 'made without its condition';
  return to.epoch === before.epoch + 1 ? null : 'no new epoch';
}

function checkRule(applied: Applied, policy: BreakerPolicy): string | null {
  const { before, to } = applied;
  if (to.state === 'forced_open' || to.state === 'forced_closed') return null;
  const check = faults[`${before.state}>${to.state}`];
  return check ? check(applied, policy) : `from ${before.state} to ${to.state}`;
}

/** No epoch has two owners, and no call owns two epochs. */
function checkOwner(owners: Map<number, string>, to: BreakerState): string | null {
  if (to.state !== 'half_open' || to.owner === null) return null;
  if (owners.has(to.epoch)) return 'two owners of one epoch';
  if ([...owners.values()].includes(to.owner)) return 'an owner for the second time';
  owners.set(to.epoch, to.owner);
  return null;
}

type Check = (applied: Applied, policy: BreakerPolicy) => string | null;

// What may follow what; anything else is a fault.
const faults: Readonly<Record<string, Check>> = {
  'closed>open': ({ to, at }) => {
    const { retryAt, consec } = to as Of<'open'>;
    if (consec !== 0) return 'opened as if probes had failed';
    return isWithin(retryAt - at, 8_000 - underwayMs, 12_000) ? null : 'opened for another time than 10 s';
  },
  'open>half_open': ({ before, to, at }, policy) => {
    const { owner, successes } = to as Of<'half_open'>;
    if (owner === null || successes !== 0) return 'half open without a call that begins';
    if (at < (before as Of<'open'>).retryAt + 500) return 'a probe too early';
    return checkLease(to as Of<'half_open'>, at, policy);
  },
  'half_open>half_open': (applied, policy) => {
    const { before, to } = applied;
    return (to as Of<'half_open'>).owner === null
      ? checkRelease(before as Of<'half_open'>, to as Of<'half_open'>, applied.client)
      : checkClaim(applied, policy);
  },
  'half_open>open': ({ before, to, at, client }) => {
    const { retryAt, consec } = to as Of<'open'>;
    if (!isOwner(before as Of<'half_open'>, client)) return 'opened again by another than the owner';
    if (consec !== (before as Of<'half_open'>).consec + 1) return 'failed probes counted wrongly';
    return isWithin(retryAt - at, 16_000 - underwayMs, longestOpenMs) ? null : 'a back-off out of bounds';
  },
  'half_open>closed': ({ before, client }) => {
    const state = before as Of<'half_open'>;
    if (!isOwner(state, client)) return 'closed by another than the owner';
    return state.successes === 2 ? null : 'closed before three successes in a row';
  },
  'forced_open>closed': () => null,
  'forced_closed>closed': () => null,
};

function checkClaim({ before, to, at }: Applied, policy: BreakerPolicy): string | null {
  const [last, next] = [before as Of<'half_open'>, to as Of<'half_open'>];
  if (last.owner !== null && at < last.leaseUntil + 500) return 'two owners at once';
  const kept = last.owner === null ? last.successes : 0;
  return next.successes === kept ? checkLease(next, at, policy) : 'successes that were not in a row';
}

function checkRelease(before: Of<'half_open'>, to: Of<'half_open'>, client: number): string | null {
  if (!isOwner(before, client)) return 'a probe ended by another than the owner';
  const gained = to.successes - before.successes;
  return gained === 0 || gained === 1 ? null : 'successes counted wrongly';
}

function checkLease(
  { leaseUntil }: Of<'half_open'>,
  at: number,
  { timeoutMs }: BreakerPolicy,
): string | null {
  const lease = timeoutMs + 2_000;
  return isWithin(leaseUntil - at, lease - underwayMs, lease) ? null : 'a lease of another length';
}

function isOwner({ owner }: Of<'half_open'>, client: number): boolean {
  return owner?.startsWith(`${client}/`) ?? false;
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
