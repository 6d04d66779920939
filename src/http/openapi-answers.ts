import { STATUS_CODES } from 'node:http';
import type { createDocument } from 'zod-openapi';
import { type ErrorCode, errorCodes, ServiceError } from '../errors.ts';
import { hasNoBody } from './contract.ts';
import type { DocumentedContract } from './documented.ts';
import { errorSentences } from './error-sentences.ts';
import { acceptsKey } from './openapi-headers.ts';
import { problemOf } from './problem.ts';
import { Problem } from './problem-schema.ts';
import { errorsByStatus, type RouteRow } from './route-errors.ts';

type Paths = NonNullable<Parameters<typeof createDocument>[0]['paths']>;

/** An operation of the document. */
export type Operation = NonNullable<Paths[string]['get']>;

type Responses = Operation['responses'];
type Answer = Extract<Responses[`2${string}`], { readonly content?: unknown }>;
type Headers = NonNullable<Answer['headers']>;

const text = { type: 'string' } as const;
const seconds: Headers = {
  'Retry-After': { description: 'Seconds until another try makes sense', schema: { type: 'integer' } },
};
const headersOf: Readonly<Record<number, Headers>> = {
  202: {
    Location: { description: 'Path of the batch', schema: text },
    'Preference-Applied': { description: 'The preference that was followed', schema: text },
  },
  303: { Location: { description: 'Where it is: a URL that is good for minutes', schema: text } },
  401: { 'WWW-Authenticate': { description: 'How to authenticate', schema: text } },
  429: seconds,
  503: seconds,
};
const replayed: Headers = {
  'X-Idempotent-Replay': {
    description: '`true` where the answer is that of an earlier request with the same `Idempotency-Key`',
    schema: text,
  },
};
/** Beside those, where a route takes idempotency keys. */
const keyedHeadersOf: Readonly<Record<number, Headers>> = {
  200: replayed,
  202: replayed,
  409: seconds,
  422: replayed,
};

/** Every answer of a route by its status: what its contract promises, and the errors that follow from it. */
export function answersOf(route: RouteRow, documented: DocumentedContract): Responses {
  const promised = Object.entries(promisedBy(documented));
  const errors = [...errorsByStatus(route, documented.contract)];
  const answers = new Map(promised.map(([status, answer]) => [Number(status), answer]));
  for (const [status, codes] of errors) {
    const problem = problemAnswer(status, codes);
    const answer = answers.get(status);
    answers.set(status, answer ? both(answer, problem) : problem);
  }
  const keyed = acceptsKey(documented.contract) ? keyedHeadersOf : {};
  const sorted = [...answers].sort(([one], [other]) => one - other);
  return Object.fromEntries(
    sorted.map(([status, answer]) => [String(status), withHeaders(answer, keyed[status])]),
  );
}

function withHeaders(answer: Answer, headers: Headers | undefined): Answer {
  return headers ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
}

function promisedBy({ contract, replies }: DocumentedContract): Record<number, Answer> {
  if ('contentTypes' in contract) {
    const content = contract.contentTypes.map((type) => [type.split(';')[0], { schema: text }] as const);
    return { 200: { description: 'OK', content: Object.fromEntries(content) } };
  }
  const answers = Object.entries(contract.replies).map(([status, schema]) => {
    const example = replies[Number(status)];
    const content = hasNoBody(Number(status)) ? undefined : { 'application/json': { schema, example } };
    return [status, answer(Number(status), content)] as const;
  });
  return Object.fromEntries(answers);
}

function problemAnswer(status: number, codes: readonly ErrorCode[]): Answer {
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  const content = {
    'application/problem+json': { schema: Problem, examples: Object.fromEntries(examples) },
  };
  const description = codes.map((code) => `\`${code}\`: ${errorSentences[code]}`).join(' ');
  return { ...answer(status, content), description };
}

function answer(status: number, content: Answer['content']): Answer {
  const headers = headersOf[status];
  const description = STATUS_CODES[status] ?? String(status);
  return { description, ...(headers && { headers }), ...(content && { content }) };
}

function both(promised: Answer, problem: Answer): Answer {
  const description = `${promised.description}, or ${problem.description}`;
  return { ...promised, ...problem, description, content: { ...promised.content, ...problem.content } };
}

/** One problem document for each code, for `components`. */
export function problemExamples() {
  const requestId = '1f0c7a52-9d3e-4b61-8c55-2a7e0d4b9f10';
  const issue = { loc: ['body', 'summary'], msg: 'at least 10 characters', type: 'too_small' };
  const examples = errorCodes.map((code) => {
    const detail =
      code === 'invalid_request' ? 'summary has 3 characters; at least 10' : errorSentences[code];
    const error = new ServiceError(code, detail, { errors: [issue] });
    return [
      code,
      { summary: errorSentences[code], value: problemOf(error, { requestId, acceptsAsync: false }) },
    ] as const;
  });
  return Object.fromEntries(examples);
}
