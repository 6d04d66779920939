import type { ErrorCode } from '../errors.ts';

/** What each error means to a caller, in a sentence: for the documents. */
export const errorSentences: Readonly<Record<ErrorCode, string>> = {
  malformed_json: 'The body is no JSON, or names a prototype (`__proto__`).',
  missing_credentials: 'The request carries no key.',
  invalid_credentials: 'The key is not known.',
  forbidden: 'The caller is known but may not do this, or comes from an address that is not listed.',
  not_found: 'There is no such path, or nothing of that id that the caller may see.',
  method_not_allowed: 'The path exists and does not take this method; `Allow` lists those it takes.',
  conflict:
    'The state of the resource, or of the first request with this `Idempotency-Key`, does not allow it; `detail` says why.',
  too_large: 'The body has more than 3,000,000 bytes or 500,000 values; larger batches are uploaded.',
  unsupported_media_type: 'The body is not `application/json`, or is compressed.',
  invalid_request: 'A field is missing or beyond its limits; `errors` lists each.',
  input_exceeds_context: 'The texts are longer than the model can read.',
  idempotency_key_reused: 'The `Idempotency-Key` came with another body before; send a new key.',
  rate_limited: 'Too many calls; `Retry-After` says in how many seconds there is room again.',
  internal_error: 'A fault of the service; quote `request_id` when you report it.',
  worker_crashed: 'The evaluation of this batch item crashed repeatedly.',
  judge_misbehaved: 'The judge gave no usable mark, even after being asked to repair its answer.',
  judge_refused: 'The judge declined to judge these texts.',
  provider_rejected: 'The provider refused our key or the model.',
  judge_unavailable: 'The provider does not answer, or not in time.',
  circuit_open: 'The provider failed repeatedly and is left alone for a while.',
  missing_provider_credentials: 'No credentials are configured for the provider that was asked for.',
  storage_unavailable: 'The table or the bucket does not answer.',
  unavailable: 'The service does not answer.',
  deadline_exceeded:
    'The evaluation took longer than a request may; `Prefer: respond-async` has no deadline.',
};
