import { fence } from '../fence.ts';

/** A claim as a judge is shown it. */
export interface ShownClaim {
  readonly id: string;
  readonly text: string;
}

/** A passage as a judge is shown it, by its number. */
export interface ShownPassage {
  readonly chunk: number;
  readonly text: string;
}

/** The data block of a list of claims, a line each. */
export function claimsBlock(label: string, claims: readonly ShownClaim[], nonce: string): string {
  return fence(label, claims.map(({ id, text }) => `${id}: ${text}`).join('\n'), nonce);
}

/** The data blocks of passages, one each. */
export function passageBlocks(passages: readonly ShownPassage[], nonce: string): readonly string[] {
  return passages.map(({ chunk, text }) => fence(`passage ${chunk}`, text, nonce));
}
