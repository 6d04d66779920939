import { distance } from 'fastest-levenshtein';

const maxNamed = 20;

/** One warning per field of a body that its schema does not know, with the nearest known name if one is near. */
export function unknownFields(sent: unknown, { shape }: { readonly shape: object }): string[] {
  const known = Object.keys(shape);
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return [];
  const unknown = Object.keys(sent).filter((field) => !known.includes(field));
  const warnings = unknown.slice(0, maxNamed).map((field) => warningFor(field.slice(0, 50), known));
  const others = unknown.length - warnings.length;
  return others > 0 ? [...warnings, `and ${others} more unknown fields were ignored`] : warnings;
}

function warningFor(field: string, known: readonly string[]): string {
  const near = known.filter((name) => distance(field, name) <= Math.max(2, name.length / 3));
  const nearest = near.sort((a, b) => distance(field, a) - distance(field, b))[0];
  return `unknown field "${field}" was ignored${nearest ? `; did you mean "${nearest}"?` : ''}`;
}
