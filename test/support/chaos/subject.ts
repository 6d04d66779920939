import type { JudgeCall, Scripted } from '../scripted-judge.ts';

const scale = 3;

/** An item for the judge of these tests: its number stands where the judge can read it. */
export function numberedItem(index: number): Readonly<Record<string, unknown>> {
  return {
    source_text: 'The bridge opened in 1932 and carries eight lanes.',
    summary: `Item number ${index} says that the bridge has eight lanes.`,
    metrics: ['fluency'],
    samples: 1,
  };
}

/** The number of the item that a prompt is about. */
export function indexOf(prompt: string): number {
  return Number(/Item number (\d+) says/.exec(prompt)?.[1] ?? -1);
}

/** The number of the item that a call is about. */
export function indexOfCall({ body }: JudgeCall): number {
  return indexOf(JSON.stringify(body.messages));
}

/** The mark that the judge gives an item, and no other. */
export function markOf(index: number): number {
  return 1 + (index % scale);
}

/** The score that follows from {@link markOf}. */
export function scoreOf(index: number): number {
  return Math.round((markOf(index) / scale) * 10_000) / 10_000;
}

/** The judge's answer where nothing goes wrong. */
export function soundAnswer(call: JudgeCall): Scripted {
  return { text: JSON.stringify({ analysis: 'Sound.', score: markOf(indexOfCall(call)) }), delayMs: 75 };
}
