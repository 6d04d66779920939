import type { Admission, AdmittedCall, Circuits } from '../../../src/judges/circuit.ts';

/** Circuits in process that do as they are told, and everything that was said to them. */
export interface FakeCircuits extends Circuits {
  /** `provider:model` of every call that asked to be admitted. */
  readonly asked: string[];
  /** How each admitted call ended, in the order of their ends. */
  readonly ends: Parameters<AdmittedCall['end']>[0][];
}

/** Circuits that let calls through, or reject those for which a wait in milliseconds is given (by their number from 0). */
export function fakeCircuits(rejects: (index: number) => number | null = () => null): FakeCircuits {
  const [asked, ends]: [string[], FakeCircuits['ends']] = [[], []];
  return {
    asked,
    ends,
    of: ({ provider, model }) => ({
      admit: async (): Promise<Admission> => {
        const retryAfterMs = rejects(asked.push(`${provider}:${model}`) - 1);
        if (retryAfterMs !== null) return { kind: 'rejected', retryAfterMs };
        return { kind: 'admitted', call: { end: async (outcome) => void ends.push(outcome) } };
      },
    }),
    settle: async () => undefined,
  };
}
