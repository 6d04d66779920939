import {
  type CounterName,
  type Family,
  type FamilyName,
  families,
  groups,
  type HistogramName,
  type Labels,
} from './families.ts';

/** Deltas for one stored item: attribute → amount to add. */
export type Deltas = Map<string, number>;

/** Where deltas go: each entry adds to one item, named by its group and the group's label values. */
export type WriteDeltas = (itemKey: string, deltas: Deltas) => Promise<void>;

/** Counts in memory and writes on `flush`, which is awaited before an invocation returns: nothing is in flight when it freezes. */
export interface Recorder {
  count(family: CounterName, labels: Labels, amount?: number): void;
  observe(family: HistogramName, labels: Labels, value: number): void;
  /** Writes what was counted so far. A failed write is reported to `onLoss`, never thrown: counting must not fail an evaluation. */
  flush(): Promise<void>;
}

/** A recorder over a writer of deltas. */
export function createRecorder(write: WriteDeltas, onLoss: (error: unknown) => void): Recorder {
  let pending = new Map<string, Deltas>();
  const add = (name: FamilyName, labels: Labels, part: string, amount: number) => {
    const key = itemKeyOf(name, labels);
    const deltas = pending.get(key) ?? new Map<string, number>();
    const attribute = attributeOf(name, labels, part);
    deltas.set(attribute, (deltas.get(attribute) ?? 0) + amount);
    pending.set(key, deltas);
  };
  return {
    count: (name, labels, amount = 1) => add(name, labels, 'n', amount),
    observe(name, labels, value) {
      add(name, labels, bucketOf(name, value), 1);
      add(name, labels, 's', value);
    },
    async flush() {
      const taken = pending;
      pending = new Map();
      const written = await Promise.allSettled([...taken].map(([key, deltas]) => write(key, deltas)));
      for (const outcome of written) if (outcome.status === 'rejected') onLoss(outcome.reason);
    },
  };
}

const separator = '|';

/** The key of the item in which a series is counted. */
export function itemKeyOf(name: FamilyName, labels: Labels): string {
  const { group } = families[name];
  return [group, ...groups[group].map((label) => clean(labels[label]))].join(separator);
}

function attributeOf(name: FamilyName, labels: Labels, part: string): string {
  const { group, labels: own } = families[name];
  const grouped: readonly string[] = groups[group];
  const rest = own.filter((label) => !grouped.includes(label)).map((label) => clean(labels[label]));
  return [name, ...rest, part].join(separator);
}

function bucketOf(name: HistogramName, value: number): string {
  const index = families[name].buckets.findIndex((bound) => value <= bound);
  return `b${index === -1 ? families[name].buckets.length : index}`;
}

function clean(value: string | undefined): string {
  return (value ?? '').replaceAll(separator, '_');
}

/** One number of one series, read back from a stored item: `part` is `n`, `s` or `b<index>`. */
export interface StoredNumber {
  readonly family: FamilyName;
  readonly labels: Labels;
  readonly part: string;
  readonly value: number;
}

/** The numbers that a stored item holds; attributes of families that no longer exist are passed over. */
export function readDeltas(
  itemKey: string,
  attributes: Readonly<Record<string, unknown>>,
): readonly StoredNumber[] {
  const [group = '', ...groupValues] = itemKey.split(separator);
  if (!(group in groups)) return [];
  const grouped: readonly string[] = groups[group as keyof typeof groups];
  const known = Object.fromEntries(grouped.map((label, index) => [label, groupValues[index] ?? '']));
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    const [name = '', ...rest] = attribute.split(separator);
    if (!(name in families) || typeof value !== 'number') return [];
    const part = rest.pop() ?? '';
    const family: Family = families[name as FamilyName];
    const own = family.labels.filter((label) => !grouped.includes(label));
    const all: Labels = {
      ...known,
      ...Object.fromEntries(own.map((label, index) => [label, rest[index] ?? ''])),
    };
    const labels = Object.fromEntries(family.labels.map((label) => [label, all[label] ?? '']));
    return [{ family: name as FamilyName, labels, part, value }];
  });
}
