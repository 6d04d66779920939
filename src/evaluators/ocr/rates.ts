import { errorRate } from '../../statistics/edit-distance.ts';
import { charactersOf, wordsOf } from '../../statistics/symbols.ts';

/** What recognised text is measured by. */
export const rateNames = ['cer', 'wer', 'coverage'] as const;

/** One of {@link rateNames}. */
export type RateName = (typeof rateNames)[number];

/** Which way each rate is better. */
export const rateDirections = { cer: 'lower', wer: 'lower', coverage: 'higher' } as const satisfies Record<
  RateName,
  'higher' | 'lower'
>;

/** Recognised text and the text that there is. */
export interface Recognition {
  readonly extracted_text: string;
  readonly ground_truth_text: string;
}

const measures: Readonly<Record<RateName, (recognition: Recognition) => number>> = {
  cer: ({ extracted_text, ground_truth_text }) =>
    errorRate(charactersOf(extracted_text), charactersOf(ground_truth_text)),
  wer: ({ extracted_text, ground_truth_text }) =>
    errorRate(wordsOf(extracted_text), wordsOf(ground_truth_text)),
  coverage: ({ extracted_text, ground_truth_text }) => {
    const there = charactersOf(ground_truth_text).length;
    return there === 0 ? 1 : Math.min(1, charactersOf(extracted_text).length / there);
  },
};

/** The rates that are asked for: character and word errors per character and word of the ground truth (beyond 1 where more is wrong than there is), and the share of its length that was recognised. */
export function ratesOf(recognition: Recognition, names: readonly RateName[]): ReadonlyMap<RateName, number> {
  return new Map(names.map((name) => [name, measures[name](recognition)]));
}

/** How many steps comparing the two texts takes: their characters multiplied. */
export function costOf({ extracted_text, ground_truth_text }: Recognition): number {
  return charactersOf(extracted_text).length * charactersOf(ground_truth_text).length;
}
