/** How one quality of a response is asked about, on 1..5: data, versioned with the prompt that uses it. */
export interface QualityCriterion {
  readonly question: string;
  /** Evaluation steps the judge follows; none for criteria that callers write. */
  readonly steps: readonly string[];
}
