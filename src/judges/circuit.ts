import type { FailureMeaning } from './call.ts';
import type { JudgeIdentity } from './judge.ts';

/** What a circuit says to a call: it may be made, or there is no use in making it before some time has passed. */
export type Admission =
  | { readonly kind: 'admitted'; readonly call: AdmittedCall }
  | { readonly kind: 'rejected'; readonly retryAfterMs: number };

/** A call that was let through. A call that lasts too long counts as slow by itself, while it still lasts. */
export interface AdmittedCall {
  /** Says once how the call ended: what that tells of the provider's health, or that the provider refused it for the rate. Never throws. */
  end(outcome: FailureMeaning['health'] | 'limited'): Promise<void>;
}

/** The shared circuit of one provider and model, as one environment sees it. */
export interface Circuit {
  /** Never throws: a circuit of which nothing can be learnt lets calls through. */
  admit(signal: AbortSignal): Promise<Admission>;
}

/** The circuits of an environment. */
export interface Circuits {
  of(identity: JudgeIdentity): Circuit;
  /** Writes what was observed and not yet reported; awaited before an invocation returns, since nothing may be in flight when it freezes. Never throws. */
  settle(): Promise<void>;
}

/** Circuits that are always closed: for tests, and for calls that no other environment shares. */
export const closedCircuits: Circuits = {
  of: () => ({
    admit: async () => ({ kind: 'admitted', call: { end: async () => undefined } }),
  }),
  settle: async () => undefined,
};
