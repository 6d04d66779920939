/** Ports of a worker that dies. */
export interface Mortal<Ports> {
  readonly ports: Ports;
  /** Whether it has died. */
  isDead(): boolean;
}

// These reach nothing outside, and are called in passing.
const inner: ReadonlySet<string> = new Set(['now', 'nonce', 'repeat']);

/** Ports that die at their n-th call of something outside: that call and all after it fail, as nothing a dead worker does has an effect. */
export function mortal<Ports extends object>(ports: Ports, lastCall: number): Mortal<Ports> {
  let calls = 0;
  const wrapCall =
    (call: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      calls += 1;
      if (calls > lastCall) throw new Error('killed');
      return wrap(call(...args));
    };
  const wrap = (value: unknown): unknown => {
    if (typeof value === 'function') return wrapCall(value as (...args: unknown[]) => unknown);
    return isPlain(value) ? wrapAll(value) : value;
  };
  const wrapAll = (plain: object): object =>
    Object.fromEntries(
      Object.entries(plain).map(([name, value]) => [name, inner.has(name) ? value : wrap(value)]),
    );
  return { ports: wrapAll(ports) as Ports, isDead: () => calls > lastCall };
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
