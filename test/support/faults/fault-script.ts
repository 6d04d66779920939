import type { JudgeCall, JudgeScript, Scripted } from '../scripted-judge.ts';
import { draw, pickShare } from './chance.ts';

/** What a provider does wrong, and how. */
const faults = {
  rateLimited: { status: 429 },
  serverError: { status: 500 },
  hang: { fault: 'hang' },
  malformed: { fault: 'malformed' },
  empty: { text: '' },
  reset: { fault: 'reset' },
} as const satisfies Record<string, Scripted>;

/** The share of calls that meet each fault; together at most 1. */
export type FaultRates = Readonly<Partial<Record<keyof typeof faults, number>>>;

/** A judge that fails by chance, as its seed says. */
export interface FaultPlan {
  readonly seed: number;
  readonly rates: FaultRates;
  /** What the call is about: the n-th call about the same thing always fares alike. */
  readonly subjectOf: (call: JudgeCall) => string;
  /** What a call gets that meets no fault. */
  readonly answer: (call: JudgeCall) => Scripted;
}

/** A script for a scripted judge by which so many calls fail. */
export function faultScript({ seed, rates, subjectOf, answer }: FaultPlan): JudgeScript {
  const asked = new Map<string, number>();
  return (call) => {
    const subject = subjectOf(call);
    const before = asked.get(subject) ?? 0;
    asked.set(subject, before + 1);
    const fault = pickShare(rates, draw(seed, 'judge', subject, before));
    return fault ? faults[fault] : answer(call);
  };
}
