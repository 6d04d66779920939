import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { matchPath } from '../../src/http/match-path.ts';

/** An answer as a client got it, its body parsed if it is JSON. */
interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

interface Answer {
  readonly content?: Readonly<Record<string, unknown>>;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Answer>>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example: Readonly<Record<string, unknown>> }>>;
  };
}

interface OpenApi {
  readonly servers: readonly [{ readonly url: string }];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

const openapi: OpenApi = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));

/** An operation with where it is. */
export interface Operation extends DocumentedOperation {
  readonly method: string;
  readonly path: string;
}

/** Every operation of the committed document. */
export const operations: readonly Operation[] = Object.entries(openapi.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
);

const problemType = 'application/problem+json';
const problem = '#/components/schemas/Problem';
const base = openapi.servers[0].url;
const compiled = new Map<string, ValidateFunction>();

/** Throws unless the document names this answer: its status for that route, its content type, and its body by the schema. */
export function checkAnswer(method: string, target: string, reply: Answered): void {
  const where = `${method} ${target} ${reply.status}`;
  const path = pathOf(target);
  const wanted = (method === 'HEAD' ? 'GET' : method).toLowerCase();
  const operation = path === null ? undefined : openapi.paths[path]?.[wanted];
  if (operation) checkDocumented({ where, pointer: [path ?? '', wanted], operation, reply, method });
  else if (reply.status >= 400) checkBody(where, problem, reply);
  else if (!isUndescribed(method, target)) throw new Error(`${where} is not documented`);
}

/** OPTIONS and the root of the host are the only ones that succeed without a description. */
function isUndescribed(method: string, target: string): boolean {
  return method === 'OPTIONS' || ['/', '/api', '/api/'].includes(target);
}

/** The template of the document that a path below the server's stands for; a literal segment wins over a parameter. */
function pathOf(target: string): string | null {
  const [path = ''] = target.split('?');
  if (!path.startsWith(base)) return null;
  const below = path.slice(base.length) || '/';
  const templates = Object.keys(openapi.paths).filter((template) => matchPath(template, below));
  return templates.sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? null;
}

interface Documented {
  readonly where: string;
  readonly pointer: readonly [path: string, method: string];
  readonly operation: DocumentedOperation;
  readonly reply: Answered;
  readonly method: string;
}

function checkDocumented({ where, pointer, operation, reply, method }: Documented): void {
  const { responses } = operation;
  const answer = responses[reply.status];
  if (!answer) throw new Error(`${where}: documented are ${Object.keys(responses).join(', ')}`);
  const type = typeOf(reply);
  if (!answer.content) {
    checkBodiless(where, reply);
    return;
  }
  if (!Object.hasOwn(answer.content, type)) {
    throw new Error(`${where} is ${type}: documented are ${Object.keys(answer.content).join(', ')}`);
  }
  if (method === 'HEAD') return;
  const parts = ['paths', ...pointer, 'responses', String(reply.status), 'content', type, 'schema'];
  checkBody(where, `#/${parts.map(pointerPart).join('/')}`, reply);
}

function checkBodiless(where: string, reply: Answered): void {
  if (reply.text !== '' || typeOf(reply) !== '') throw new Error(`${where} has a body: none is documented`);
}

function checkBody(where: string, pointer: string, reply: Answered): void {
  if (pointer === problem && typeOf(reply) !== problemType)
    throw new Error(`${where} is no problem document`);
  const validate = validatorAt(pointer);
  const body = typeOf(reply).endsWith('json') ? reply.body : reply.text;
  if (!validate(body)) throw new Error(`${where} is not as documented: ${describe(validate)} ${reply.text}`);
}

function describe({ errors }: ValidateFunction): string {
  return (errors ?? [])
    .map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`)
    .join(', ');
}

function typeOf({ headers }: Answered): string {
  return (headers.get('content-type') ?? '').split(';')[0] ?? '';
}

let ajv: Ajv2020 | undefined;

function validatorAt(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known) return known;
  ajv ??= addFormats.default(new Ajv2020({ strict: false })).addSchema(openapi, 'openapi.json');
  const validate = ajv.compile({ $ref: `openapi.json${pointer}` });
  compiled.set(pointer, validate);
  return validate;
}

/** A part of a JSON pointer in a URI fragment. */
function pointerPart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
