/** The answer of an asynchronous question, asked again only after `millis`; concurrent askers share one answer. A failure is not kept. */
export function remember<Value>(
  millis: number,
  ask: (now: number) => Promise<Value>,
): (now: number) => Promise<Value> {
  let kept: { readonly at: number; readonly answer: Promise<Value> } | undefined;
  return (now) => {
    if (kept && now - kept.at < millis) return kept.answer;
    const answer = ask(now);
    kept = { at: now, answer };
    answer.catch(() => {
      if (kept?.answer === answer) kept = undefined;
    });
    return answer;
  };
}
