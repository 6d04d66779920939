import type { JudgeKind } from '../store/history.ts';
import type { Metadata } from './evaluation.ts';

/** Who judged an evaluation; `none` where it was computed. */
export function judgeKindOf({ metadata }: { readonly metadata: Metadata }): JudgeKind {
  return metadata.judge?.kind ?? 'none';
}

/** Values that one kind of judge stands behind, and how many others were left out. */
export interface OneKind<Value> {
  /** Null of nothing. */
  readonly kind: JudgeKind | null;
  readonly kept: readonly Value[];
  readonly left: number;
}

const precedence: readonly JudgeKind[] = ['model', 'embedded', 'none'];

/** The values that may enter one mean: a model's where there are any, else the embedded judge's. */
export function ofOneKind<Value>(
  values: readonly Value[],
  kindOf: (value: Value) => JudgeKind | null,
): OneKind<Value> {
  const kind = precedence.find((each) => values.some((value) => kindOf(value) === each)) ?? null;
  const kept = values.filter((value) => kindOf(value) === kind);
  return { kind, kept, left: values.length - kept.length };
}
