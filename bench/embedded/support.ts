import { embeddedJudge } from '../../src/judges/embedded/index.ts';
import { spearman } from '../../src/statistics/correlation.ts';
import { mean } from '../../src/statistics/means.ts';
import type { AnswerPair, CheckedSummary } from './dataset.ts';

/** Texts that people judged. */
export interface Judged {
  readonly news: readonly CheckedSummary[];
  readonly oneSentence: readonly CheckedSummary[];
  readonly pairs: readonly AnswerPair[];
}

/** How support from one share on agrees with people, on each set, and the mean over the sets. */
export interface Agreement {
  readonly from: number;
  readonly figures: readonly (number | null)[];
  readonly mean: number;
}

/** What {@link Agreement.figures} are, in order. */
export const setNames = ['CNN/DM', 'XSum', 'completeness', 'correctness'] as const;

const thresholds = Array.from({ length: 11 }, (_, index) => (40 + 5 * index) / 100);
const shares = new Map<string, readonly number[]>();

/** The agreement of every share that is tried as the threshold. */
export function tryThresholds({ news, oneSentence, pairs }: Judged): Agreement[] {
  return thresholds.map((from) => {
    const figures = [
      correlateSummaries(news, from),
      correlateSummaries(oneSentence, from),
      correlatePairs(pairs, 'completeness', ({ groundTruth }, answer) => rate(groundTruth, answer, from)),
      correlatePairs(pairs, 'correctness', ({ groundTruth }, answer) => rate(answer, groundTruth, from)),
    ];
    return { from, figures, mean: mean(figures.map((figure) => figure ?? 0)) ?? 0 };
  });
}

/** The best of what was tried. */
export function bestOf(agreements: readonly Agreement[]): Agreement | undefined {
  return agreements.toSorted((one, other) => other.mean - one.mean)[0];
}

/** Every second of the texts, from the first or the second on. */
export function halfOf(judged: Judged, half: 0 | 1): Judged {
  const keep = <Row>(rows: readonly Row[]) => rows.filter((_row, index) => index % 2 === half);
  return { news: keep(judged.news), oneSentence: keep(judged.oneSentence), pairs: keep(judged.pairs) };
}

/** The share of a text's statements that a passage holds from a share of their content words on. */
export function rate(text: string, passage: string, from: number): number {
  return mean(sharesOf(text, passage).map((share) => Number(share >= from))) ?? 0;
}

/** Spearman correlation of a measure's difference between two answers with people's preference. */
export function correlatePairs(
  pairs: readonly AnswerPair[],
  label: keyof AnswerPair['labels'],
  measure: (pair: AnswerPair, answer: string) => number,
): number | null {
  const differences = pairs.map((pair) => measure(pair, pair.answers[0]) - measure(pair, pair.answers[1]));
  return spearman(
    differences,
    pairs.map(({ labels }) => labels[label]),
  );
}

function correlateSummaries(rows: readonly CheckedSummary[], from: number): number | null {
  return spearman(
    rows.map(({ source, summary }) => rate(summary, source, from)),
    rows.map(({ consistency }) => consistency),
  );
}

function sharesOf(text: string, passage: string): readonly number[] {
  const key = JSON.stringify([text, passage]);
  const known = shares.get(key);
  if (known) return known;
  const measured = embeddedJudge
    .supportStatements(text, [passage])
    .map((statement) => statement.shares[0] ?? 0);
  shares.set(key, measured);
  return measured;
}
