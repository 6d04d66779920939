import type { JudgeKind } from '../store/history.ts';

/** Says so if what is compared is of several types. */
export function typeWarnings(types: readonly string[]): string[] {
  const several = [...new Set(types)];
  return several.length > 1 ? [`different types are compared: ${several.join(', ')}`] : [];
}

/** Says so if different kinds of judges stand behind what is compared: a difference may be theirs. */
export function kindWarnings(kinds: readonly (JudgeKind | null)[]): string[] {
  const several = [...new Set(kinds)].filter((kind) => kind !== null);
  return several.length > 1 ? [`marks of different kinds of judges are compared: ${several.join(', ')}`] : [];
}
