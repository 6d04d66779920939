/** The texts of one RAG answer, as every way of judging them reads them. */
export interface RagTexts {
  readonly query: string;
  /** The retrieved passages, best first. */
  readonly contexts: readonly string[];
  readonly answer: string;
  readonly groundTruth: string | null;
  /** Whether metrics explain themselves. */
  readonly explain: boolean;
}
