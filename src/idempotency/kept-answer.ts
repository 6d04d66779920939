import { errorMeanings, type FieldIssue, ServiceError } from '../errors.ts';

/** What is kept of a first answer: that something stored stands behind it; a refusal; or, where nothing was stored, the answer. */
export type KeptAnswer<Value> =
  | { readonly kind: 'stored' }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'unsaved'; readonly value: Value };

/** A 422 as it was answered: it names fields and limits, never the texts in them. */
interface Refusal {
  readonly code: ServiceError['code'];
  readonly detail: string;
  readonly errors: readonly FieldIssue[];
}

/** The header of an answer that was given before. */
export const replayHeaders = { 'X-Idempotent-Replay': 'true' } as const;

/** What is kept of an error; null of one that a retry may not meet again. */
export function keepError(error: unknown): KeptAnswer<never> | null {
  const isKept = error instanceof ServiceError && errorMeanings[error.code].status === 422;
  if (!isKept) return null;
  return { kind: 'refused', code: error.code, detail: error.message, errors: error.errors ?? [] };
}

/** A kept refusal, to be thrown again. */
export function refuseAgain({ code, detail, errors }: Refusal): ServiceError {
  return new ServiceError(code, detail, { errors, headers: replayHeaders });
}
