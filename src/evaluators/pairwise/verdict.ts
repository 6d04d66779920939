import * as z from 'zod';
import { round4 } from '../metric.ts';

/** What a comparison of two responses can come to. */
export const Preference = z.enum(['a', 'b', 'tie']);

/** See the schema of the same name. */
export type Preference = z.infer<typeof Preference>;

/** The verdict on one order: `ab` showed response_a first, `ba` response_b. */
export const Verdict = z.object({
  order: z.enum(['ab', 'ba']),
  winner: Preference,
  explanation: z.string().nullable(),
  /** The winners that the samples named. */
  samples: z.array(Preference),
});

/** See the schema of the same name. */
export type Verdict = z.infer<typeof Verdict>;

/** What both orders together come to. */
export interface Decision {
  readonly preference: Preference;
  /** Whether both orders have the same winner, or both none. */
  readonly consistent: boolean;
  /** The share of all samples that name the preference. */
  readonly confidence: number;
  readonly explanation: string | null;
}

/** The winner that most samples name; a tie where no one is named more often than any other. */
export function majorityOf(samples: readonly Preference[]): Preference {
  const votes = (winner: Preference) => samples.filter((each) => each === winner).length;
  const [first = 'tie', second = 'tie'] = [...Preference.options].sort((a, b) => votes(b) - votes(a));
  return votes(first) > votes(second) ? first : 'tie';
}

/** A winner in both orders is preferred; whatever depends on the order is a tie. */
export function decide(verdicts: readonly [Verdict, Verdict]): Decision {
  const [ab, ba] = verdicts;
  const consistent = ab.winner === ba.winner;
  const preference = consistent ? ab.winner : 'tie';
  const samples = verdicts.flatMap((verdict) => verdict.samples);
  const agreeing = samples.filter((winner) => winner === preference).length;
  return {
    preference,
    consistent,
    confidence: samples.length === 0 ? 1 : round4(agreeing / samples.length),
    explanation: consistent ? (ab.explanation ?? ba.explanation) : orderDecided(ab, ba),
  };
}

function orderDecided(ab: Verdict, ba: Verdict): string | null {
  const isExplained = ab.explanation !== null || ba.explanation !== null;
  return isExplained
    ? `The order decided: with response_a first the verdict was ${ab.winner}, with response_b first ${ba.winner}.`
    : null;
}
