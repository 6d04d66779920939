/** What a response's format falls short of, and the sentence that says what to do about it. */
export interface FormatIssue {
  readonly issue: string;
  readonly advice: string;
}

/** What a response falls short of; nothing if it has the format. */
export type FormatCheck = (response: string) => readonly FormatIssue[];
