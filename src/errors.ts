/** What an error code means to a caller: its HTTP status, its title, and whether the same request may succeed later. */
export interface ErrorMeaning {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
}

/** Every error the service can answer or store with a failed item; HTTP statuses are decided here and nowhere else. */
export const errorMeanings = {
  malformed_json: { status: 400, title: 'Malformed JSON', retryable: false },
  missing_credentials: { status: 401, title: 'Missing credentials', retryable: false },
  invalid_credentials: { status: 401, title: 'Invalid credentials', retryable: false },
  forbidden: { status: 403, title: 'Forbidden', retryable: false },
  not_found: { status: 404, title: 'Not found', retryable: false },
  method_not_allowed: { status: 405, title: 'Method not allowed', retryable: false },
  conflict: { status: 409, title: 'Conflict', retryable: false },
  too_large: { status: 413, title: 'Too large', retryable: false },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', retryable: false },
  invalid_request: { status: 422, title: 'Invalid request', retryable: false },
  input_exceeds_context: { status: 422, title: 'Input exceeds the context of the model', retryable: false },
  idempotency_key_reused: { status: 422, title: 'Idempotency key reused', retryable: false },
  rate_limited: { status: 429, title: 'Rate limited', retryable: true },
  internal_error: { status: 500, title: 'Internal error', retryable: false },
  worker_crashed: { status: 500, title: 'Worker crashed', retryable: false },
  judge_misbehaved: { status: 502, title: 'The judge gave no usable answer', retryable: false },
  judge_refused: { status: 502, title: 'The judge declined to answer', retryable: false },
  provider_rejected: { status: 502, title: 'The provider rejected the request', retryable: false },
  judge_unavailable: { status: 503, title: 'The judge is unavailable', retryable: true },
  circuit_open: { status: 503, title: 'Circuit open', retryable: true },
  missing_provider_credentials: { status: 503, title: 'The provider is not configured', retryable: false },
  storage_unavailable: { status: 503, title: 'Storage is unavailable', retryable: true },
  unavailable: { status: 503, title: 'Unavailable', retryable: true },
  deadline_exceeded: { status: 504, title: 'Deadline exceeded', retryable: true },
} as const satisfies Record<string, ErrorMeaning>;

/** A key of {@link errorMeanings}: the `code` of every problem document and of every failed item or metric. */
export type ErrorCode = keyof typeof errorMeanings;

/** Every error code, for schemas and documents. */
export const errorCodes = Object.keys(errorMeanings) as [ErrorCode, ...ErrorCode[]];

/** One invalid field of a request. */
export interface FieldIssue {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** The way out for a body that is too large. */
export const largerBatches = 'upload what is larger as a batch (POST /api/v1/evaluations/batch/uploads)';

/** What may accompany an error beside its code and detail. */
export interface ServiceErrorOptions {
  readonly cause?: unknown;
  /** Seconds after which the caller may try again. */
  readonly retryAfter?: number;
  readonly errors?: readonly FieldIssue[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A failure with a meaning: the only kind of error that reaches a caller with its own code and detail. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ErrorCode;
  readonly retryAfter: number | undefined;
  readonly errors: readonly FieldIssue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, detail: string, options: ServiceErrorOptions = {}) {
    super(detail, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

/** The error itself if it has a meaning, else an internal error that keeps it as its cause. */
export function asServiceError(error: unknown): ServiceError {
  return error instanceof ServiceError
    ? error
    : new ServiceError('internal_error', 'an unexpected failure', { cause: error });
}
