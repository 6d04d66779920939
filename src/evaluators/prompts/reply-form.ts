/** How a judge is to answer: one JSON object with these fields, after its analysis if one is asked for. */
export function replyForm(fields: string, analysis: 'reasoning' | 'comparison' | false = false): string {
  const first = analysis ? `"analysis": "<your ${analysis} in at most three sentences>", ` : '';
  return `Answer with one JSON object and nothing else: {${first}${fields}}`;
}

/** The form of a reply that is a mark. */
export function markForm([lowest, highest]: readonly [number, number], explain: boolean): string {
  return replyForm(`"score": <whole number from ${lowest} to ${highest}>`, explain && 'reasoning');
}
