import type { Random } from '../../src/statistics/random.ts';

/** How calls go while the provider is troubled. */
export type Trouble =
  | { readonly kind: 'down' }
  | { readonly kind: 'errors'; readonly share: number }
  | { readonly kind: 'hang'; readonly timeoutMs: number };

/** How one call goes. */
export interface CallFate {
  readonly well: boolean;
  readonly tookMs: number;
}

const usualMs = 1_500;

/** A call of a provider that is well, but for a share of errors. */
export function usualFate(random: Random, errorShare: number): CallFate {
  return { well: random() >= errorShare, tookMs: usualMs * (0.7 + 0.6 * random()) };
}

/** A call of a provider in trouble. */
export function troubledFate(trouble: Trouble, usual: CallFate, random: Random): CallFate {
  if (trouble.kind === 'down') return { well: false, tookMs: 100 };
  if (trouble.kind === 'hang') return { well: false, tookMs: trouble.timeoutMs };
  return random() < trouble.share ? { well: false, tookMs: 300 } : usual;
}
