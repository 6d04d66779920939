/** How pairs went, and how likely so uneven a split is where neither side is better. */
export interface SignTest {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Exact and two-sided; null without untied pairs. */
  readonly p_value: number | null;
}

/** The sign test of paired differences: a positive one is a win. */
export function signTest(differences: readonly number[]): SignTest {
  const wins = differences.filter((difference) => difference > 0).length;
  const losses = differences.filter((difference) => difference < 0).length;
  const ties = differences.length - wins - losses;
  return { wins, losses, ties, p_value: wins + losses > 0 ? twoSided(wins + losses, wins) : null };
}

/** Twice the smaller tail of the binomial distribution with p = ½, in logarithms: 2⁻ⁿ vanishes from 1,075 on. */
function twoSided(trials: number, successes: number): number {
  const last = Math.min(successes, trials - successes);
  let logarithm = -trials * Math.LN2;
  let tail = Math.exp(logarithm);
  for (let count = 1; count <= last; count += 1) {
    logarithm += Math.log((trials - count + 1) / count);
    tail += Math.exp(logarithm);
  }
  return Math.min(1, 2 * tail);
}
