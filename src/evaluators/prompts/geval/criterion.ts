import type { SummaryDimension } from '../../../judges/judge.ts';

/** How a dimension of a summary is asked about: data, versioned with the prompt that uses it. */
export interface SummaryCriterion {
  readonly dimension: SummaryDimension;
  /** Lowest and highest mark. */
  readonly scale: readonly [number, number];
  readonly question: string;
  /** Evaluation steps the judge follows; none where the mark is a first impression. */
  readonly steps: readonly string[];
  /** Whether the judge needs the source text. */
  readonly needsSource: boolean;
}
