/** The form in which a judge answers with a mark, reasoning first. */
export function markForm([lowest, highest]: readonly [number, number], explain: boolean): string {
  const score = `"score": <whole number from ${lowest} to ${highest}>`;
  return explain
    ? `Answer with one JSON object and nothing else: {"analysis": "<your reasoning in at most three sentences>", ${score}}`
    : `Answer with one JSON object and nothing else: {${score}}`;
}
