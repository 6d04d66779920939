import { type BreakerState, initialState, type Transition } from '../resilience/breaker-state.ts';
import type { CircuitName, Report, WindowKey } from '../resilience/breaker-store.ts';
import { type Window, windowSeconds } from '../resilience/breaker-window.ts';
import type { Item, Key } from './items.ts';

/** Partition of the names of the circuits that ever opened. */
export const circuitList = 'CB';

// Windows are read while they last; the table deletes them some hours later.
const windowKeptSeconds = 3_600;

const outcomes = ['ok', 'fail', 'slow'] as const;

/** The item of a circuit's state. */
export function stateKey({ provider, model }: CircuitName): Key {
  return { pk: `CB#${provider}#${model}`, sk: 'STATE' };
}

/** The item that lists a circuit. */
export function listKey({ provider, model }: CircuitName): Key {
  return { pk: circuitList, sk: `${provider}#${model}` };
}

/** The name in a key of the list: no provider has a # in its name, but a model may. */
export function nameIn(sk: string): CircuitName {
  const end = sk.indexOf('#');
  return { provider: sk.slice(0, end), model: sk.slice(end + 1) };
}

/** The item of one shard's window. */
export function windowKey({ provider, model }: CircuitName, { shard, epoch, window }: WindowKey): Key {
  return { pk: `CBW#${provider}#${model}#${shard}#${epoch}#${window}`, sk: 'W' };
}

/** The state in an item, which only this store writes; without an item the circuit is where it begins. */
export function toState(item: Item | undefined): BreakerState {
  if (!item) return initialState;
  const { pk: _pk, sk: _sk, v: _v, ...state } = item;
  return state as unknown as BreakerState;
}

/** Holds while the item is in the state that a transition starts from. */
export function conditionOf({ from }: Transition) {
  const beginning = from.epoch === initialState.epoch && from.state === initialState.state;
  return {
    ConditionExpression: `${beginning ? 'attribute_not_exists(pk) OR ' : ''}(#epoch = :epoch AND #state = :state)`,
    ExpressionAttributeNames: { '#epoch': 'epoch', '#state': 'state' },
    ExpressionAttributeValues: { ':epoch': from.epoch, ':state': from.state },
  };
}

/** Adds a report to the second of its window. */
export function additionOf({ window, report }: WindowKey & { readonly report: Report }) {
  const added = outcomes.filter((outcome) => report[outcome] > 0);
  const additions = added.map((outcome) => `${outcome}${report.second} :${outcome}`);
  return {
    UpdateExpression: `ADD ${['n :one', ...additions].join(', ')} SET #ttl = :ttl`,
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':one': 1,
      ':ttl': (window + 1) * windowSeconds + windowKeptSeconds,
      ...Object.fromEntries(added.map((outcome) => [`:${outcome}`, report[outcome]])),
    },
  };
}

/** The window in an item. */
export function toWindow(item: Item): Window {
  const seconds = Array.from({ length: windowSeconds }, (_, second) => ({
    ok: Number(item[`ok${second}`] ?? 0),
    fail: Number(item[`fail${second}`] ?? 0),
    slow: Number(item[`slow${second}`] ?? 0),
  }));
  return { seconds, reports: Number(item['n'] ?? 0) };
}
