import type { Random } from './random.ts';

// Below so many expected successes walking up to them is faster, and the rejection method is not valid.
const fewSuccesses = 10;

/** How many of so many independent trials succeed: an exact draw, in a time that does not grow with the trials. */
export function drawBinomial(trials: number, probability: number, random: Random): number {
  if (probability > 0.5) return trials - drawBinomial(trials, 1 - probability, random);
  if (trials <= 0 || probability <= 0) return 0;
  return trials * probability < fewSuccesses
    ? walkUp(trials, probability, random)
    : drawByRejection(trials, probability, random);
}

/** Walks up the distribution from no success at all until it has passed the number that was drawn. */
function walkUp(trials: number, probability: number, random: Random): number {
  const odds = probability / (1 - probability);
  let density = Math.exp(trials * Math.log1p(-probability));
  let left = random();
  let count = 0;
  while (left > density && count < trials) {
    left -= density;
    count += 1;
    density *= ((trials + 1) / count - 1) * odds;
  }
  return count;
}

/** Hörmann's transformed rejection (BTRS): a simple curve above the distribution, and a test that thins it to the distribution. */
function drawByRejection(trials: number, probability: number, random: Random): number {
  const spread = Math.sqrt(trials * probability * (1 - probability));
  const width = 1.15 + 2.53 * spread;
  const slope = -0.0873 + 0.0248 * width + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const surely = 0.92 - 4.2 / width;
  const scale = (2.83 + 5.1 / width) * spread;
  const logDensity = logDensityAbout(trials, probability);
  for (;;) {
    const offset = random() - 0.5;
    const height = random();
    const margin = 0.5 - Math.abs(offset);
    const count = Math.floor(((2 * slope) / margin + width) * offset + centre);
    if (margin >= 0.07 && height <= surely) return count;
    if (count < 0 || count > trials) continue;
    const compared = Math.log((height * scale) / (slope / (margin * margin) + width));
    if (compared <= logDensity(count)) return count;
  }
}

/** The logarithm of the probability of a count, less that of the most probable one. */
function logDensityAbout(trials: number, probability: number): (count: number) => number {
  const logOdds = Math.log(probability / (1 - probability));
  const mode = Math.floor((trials + 1) * probability);
  const atMode = logFactorial(mode) + logFactorial(trials - mode);
  return (count) => atMode - logFactorial(count) - logFactorial(trials - count) + (count - mode) * logOdds;
}

const halfLogTau = Math.log(2 * Math.PI) / 2;
const smallFactorials = [1, 1, 2, 6, 24, 120, 720, 5_040, 40_320, 362_880];

/** ln n!, by Stirling's series from 10 on: exact to 1e-12 there. */
function logFactorial(n: number): number {
  const small = smallFactorials[n];
  if (small !== undefined) return Math.log(small);
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + halfLogTau + (1 / 12 - (1 / 360 - 1 / (1_260 * x * x)) / (x * x)) / x;
}
