import type { Nearest } from './nearest.ts';

/** Which items got the candidate that they are most like, and which did not. */
export interface Matching {
  readonly matches: readonly Paired[];
  readonly misses: readonly Paired[];
}

/** An item by its number, with its nearest candidate. */
export interface Paired {
  readonly item: number;
  readonly nearest: Nearest;
}

/** Greedy, in order: each item takes its nearest candidate if that is free and at or above the threshold; there is no second choice. */
export function matchInOrder(nearest: readonly Nearest[], threshold: number): Matching {
  const taken = new Set<number>();
  const matches: Paired[] = [];
  const misses: Paired[] = [];
  for (const [item, choice] of nearest.entries()) {
    const isMatch = choice.similarity >= threshold && !taken.has(choice.index);
    if (isMatch) taken.add(choice.index);
    (isMatch ? matches : misses).push({ item, nearest: choice });
  }
  return { matches, misses };
}
