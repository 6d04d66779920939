import { type ErrorCode, errorMeanings } from '../errors.ts';
import { evaluatorOf } from '../evaluators/index.ts';
import type { AnyContract } from './documented.ts';
import { acceptsKey } from './openapi-headers.ts';

/** What a route's row says that decides which errors it may answer. */
export interface RouteRow {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: 'key' | 'open' | 'metrics';
}

type Rule = readonly [applies: boolean, codes: readonly ErrorCode[]];

/** Every error that a route may answer, by status: it follows from its row and its contract. */
export function errorsByStatus(
  route: RouteRow,
  contract: AnyContract,
): ReadonlyMap<number, readonly ErrorCode[]> {
  const codes = rulesFor(route, contract).flatMap(([applies, own]) => (applies ? own : []));
  const byStatus = Map.groupBy(new Set(codes), (code) => errorMeanings[code].status as number);
  return new Map([...byStatus].sort(([one], [other]) => one - other));
}

function rulesFor({ access, path }: RouteRow, contract: AnyContract): readonly Rule[] {
  const hasBody = 'body' in contract;
  return [
    [access === 'key', ['missing_credentials', 'invalid_credentials', 'storage_unavailable']],
    [access === 'metrics', ['forbidden', 'storage_unavailable']],
    // The gateway throttles open routes as well.
    [true, ['rate_limited']],
    [path.includes('{'), ['not_found']],
    [hasBody, ['malformed_json', 'too_large', 'unsupported_media_type', 'invalid_request']],
    ['query' in contract, ['invalid_request']],
    [acceptsKey(contract), ['conflict', 'invalid_request', 'idempotency_key_reused']],
    [asksJudge(contract), judging],
    [true, contract.errors ?? []],
    [true, ['internal_error', 'unavailable', 'deadline_exceeded']],
  ];
}

const judging: readonly ErrorCode[] = [
  'input_exceeds_context',
  'judge_misbehaved',
  'judge_refused',
  'provider_rejected',
  'judge_unavailable',
  'circuit_open',
  'missing_provider_credentials',
];

function asksJudge(contract: AnyContract): boolean {
  return (
    'evaluationType' in contract &&
    contract.evaluationType !== undefined &&
    evaluatorOf(contract.evaluationType).judged
  );
}
