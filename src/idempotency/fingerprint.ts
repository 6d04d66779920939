import { createHash } from 'node:crypto';

const flushedCharacters = 65_536;

/** SHA-256 of a parsed body: the same for the same JSON value, whatever the order of its names and its white space. */
export function fingerprintOf(body: unknown): string {
  const hash = createHash('sha256');
  let text = '';
  for (const part of canonicalParts(body)) {
    text += part;
    // A body has up to half a million values: they are not gathered.
    if (text.length < flushedCharacters) continue;
    hash.update(text);
    text = '';
  }
  return hash.update(text).digest('hex');
}

interface Container {
  readonly fields: Iterator<readonly [label: string, value: unknown]>;
  readonly end: string;
}

/** A text that only this JSON value has. Not recursive: how deep a body may be nested is for its parser to say. */
function* canonicalParts(root: unknown): Generator<string> {
  const open: Container[] = [{ fields: [['', root] as const].values(), end: '' }];
  for (let inner = open.at(-1); inner; inner = open.at(-1)) {
    const next = inner.fields.next();
    if (next.done) {
      yield inner.end;
      open.pop();
      continue;
    }
    const [label, value] = next.value;
    if (typeof value !== 'object' || value === null) yield `${label}${JSON.stringify(value)},`;
    else {
      yield label + (Array.isArray(value) ? '[' : '{');
      open.push(containerOf(value));
    }
  }
}

function containerOf(value: object): Container {
  return Array.isArray(value)
    ? { fields: elementsOf(value), end: '],' }
    : { fields: fieldsOf(value as Readonly<Record<string, unknown>>), end: '},' };
}

function* elementsOf(list: readonly unknown[]): Generator<readonly [string, unknown]> {
  for (const element of list) yield ['', element];
}

function* fieldsOf(fields: Readonly<Record<string, unknown>>): Generator<readonly [string, unknown]> {
  for (const name of Object.keys(fields).sort()) yield [`${JSON.stringify(name)}:`, fields[name]];
}
