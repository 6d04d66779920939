/** The texts of one retrieval-augmented answer. */
export interface RagTexts {
  readonly query: string;
  readonly contexts: readonly string[];
  readonly answer: string;
  readonly groundTruth: string | null;
  readonly explain: boolean;
}

/** A text of a judge on one line, without control characters, of at most so many characters. */
export function shorten(text: string, longest: number): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed();
}
