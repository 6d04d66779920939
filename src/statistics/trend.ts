import { mean } from './means.ts';

/** Where scores go over time. */
export interface Trend {
  readonly direction: 'improving' | 'declining' | 'stable';
  /** Change of the score from one to the next, by least squares. */
  readonly slope: number;
  /** Mean of the newest fifth, of at least five. */
  readonly recent_average: number;
  readonly overall_average: number;
}

const fewest = 10;
const fewestRecent = 5;
// Of the fitted line from its first to its last point; below it, "better" would be said of noise.
const notableChange = 0.05;

/** The trend of scores where more is better, oldest first; null below ten. */
export function trendOf(scores: readonly number[]): Trend | null {
  const overall_average = mean(scores);
  const recent_average = mean(scores.slice(-Math.max(fewestRecent, Math.ceil(scores.length / 5))));
  if (scores.length < fewest || overall_average === null || recent_average === null) return null;
  const slope = slopeOf(scores, overall_average);
  return { direction: directionOf(slope * (scores.length - 1)), slope, recent_average, overall_average };
}

/** The least-squares slope of values over their order. */
function slopeOf(values: readonly number[], average: number): number {
  const middle = (values.length - 1) / 2;
  const products = values.reduce((sum, value, order) => sum + (order - middle) * (value - average), 0);
  const squares = values.reduce((sum, _value, order) => sum + (order - middle) ** 2, 0);
  return products / squares;
}

function directionOf(change: number): Trend['direction'] {
  if (Math.abs(change) < notableChange) return 'stable';
  return change > 0 ? 'improving' : 'declining';
}
