import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../fixtures/judges/', import.meta.url);

/** What providers answer, by file name; each names where its shape is documented. */
export function recorded<Fixture>(kind: 'replies' | 'errors' | 'embeddings'): [name: string, Fixture][] {
  const path = fileURLToPath(new URL(`${kind}/`, folder));
  return readdirSync(path).map((name) => [name, JSON.parse(readFileSync(path + name, 'utf8'))]);
}
