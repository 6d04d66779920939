import { distance } from 'fastest-levenshtein';

const maxNamed = 20;

/** One warning per field of a body that its schema does not know, with the nearest known name. */
export function unknownFields(sent: unknown, known: readonly string[]): string[] {
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return [];
  const unknown = Object.keys(sent).filter((field) => !known.includes(field));
  return unknown.slice(0, maxNamed).map((field) => {
    const name = field.slice(0, 50);
    const nearest = [...known].sort((a, b) => distance(name, a) - distance(name, b))[0];
    return `unknown field "${name}" was ignored; did you mean "${nearest}"?`;
  });
}
