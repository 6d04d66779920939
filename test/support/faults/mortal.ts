/** One call of a worker to the world: `batches.flip`, and how many calls there were before. */
export interface PortCall {
  readonly name: string;
  readonly index: number;
}

/** Whether a worker lives through a call, or dies just before or just after it took effect. */
export type Fate = 'spared' | 'before' | 'after';

/** A worker's ports, and its end. */
export interface Mortal<Ports> {
  readonly ports: Ports;
  /** Resolves when the worker has died. */
  readonly death: Promise<Killed>;
  /** Kills the worker wherever it is. */
  kill(at: string): void;
}

/** How a worker ended. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

// They compute, or lead to what is called: a worker dies between two awaits, which these are not.
const immediate =
  /(^|\.)(now|nonce|random|usualCallMs|repeat|openObject|records|newBatchId|count|observe|modelJudge|pending)$/;
// Marks in process are no calls to the world, and settings are no ports.
const plain = /(^|\.)(embedded|configured)$/;
const never = (): Promise<never> => new Promise(() => undefined);

type Callable = (...sent: unknown[]) => unknown;

/** A worker that can be killed between any two awaits. Nothing of a dead worker runs on: what it waits for never comes, what it still calls never happens, and what it asked a judge is broken off. */
export function mortal<Ports extends object>(ports: Ports, decide: (call: PortCall) => Fate): Mortal<Ports> {
  const life = new AbortController();
  const { promise: death, resolve } = Promise.withResolvers<Killed>();
  let calls = 0;

  function kill(at: string): void {
    if (!life.signal.aborted) resolve(new Killed(at));
    life.abort();
  }

  function meetFate(name: string): Fate {
    if (life.signal.aborted) return 'before';
    const fate = decide({ name, index: calls++ });
    if (fate === 'before') kill(`${name}, before`);
    return fate;
  }

  async function live(name: string, call: () => unknown): Promise<unknown> {
    const fate = meetFate(name);
    if (fate === 'before') return never();
    const outcome = Promise.try(call);
    await outcome.catch(() => undefined);
    if (fate === 'after') kill(`${name}, after`);
    return life.signal.aborted ? never() : outcome;
  }

  /** What is asked with a deadline is asked no longer than the worker lives. */
  const endWithLife = (sent: unknown): unknown => {
    if (sent instanceof AbortSignal) return AbortSignal.any([sent, life.signal]);
    return hasSignal(sent) ? { ...sent, signal: endWithLife(sent.signal) } : sent;
  };

  function follow(path: string, call: Callable, sent: readonly unknown[]): unknown {
    const run = () => call(...sent.map(endWithLife));
    return immediate.test(path) ? wrapPorts(run(), path, follow) : live(path, run);
  }

  return { ports: wrapPorts(ports, '', follow) as Ports, death, kill };
}

function hasSignal(sent: unknown): sent is { readonly signal: AbortSignal } {
  return typeof sent === 'object' && sent !== null && 'signal' in sent && sent.signal instanceof AbortSignal;
}

type Follow = (path: string, call: Callable, sent: readonly unknown[]) => unknown;

/** The same ports, every function of theirs called through `follow`. */
function wrapPorts(value: unknown, path: string, follow: Follow): unknown {
  if (value === null || typeof value !== 'object' || plain.test(path)) return value;
  const proxy: object = new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol') return key === Symbol.asyncIterator ? () => proxy : found;
      const inner = path ? `${path}.${key}` : key;
      if (typeof found !== 'function') return wrapPorts(found, inner, follow);
      return (...sent: unknown[]) => follow(inner, found.bind(target), sent);
    },
  });
  return proxy;
}
