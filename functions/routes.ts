import type { FunctionName } from './functions.ts';

/** Who may call: holders of a key, anybody, or the listed scrapers. */
export type Access = 'key' | 'open' | 'metrics';

/** Which limit a call counts against. */
export type LimitClass = 'standard' | 'batch' | 'read' | 'none';

/** One route: a method on a path below the base path, and the function that answers it. */
export interface Route {
  /** Also the operation's id in the OpenAPI document and the endpoint's label in the metrics. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`, with `{name}` for parameters; the root of the service is `/`. */
  readonly path: string;
  readonly access: Access;
  readonly limit: LimitClass;
  readonly function: FunctionName;
}

/** A route that scores: the function, the path and the label in the metrics have one name. */
function scoring<const Name extends FunctionName>(name: Name) {
  const path: `/v1/evaluations/${Name}` = `/v1/evaluations/${name}`;
  return { name, method: 'POST', path, access: 'key', limit: 'standard', function: name } as const;
}

const keyed = { access: 'key', limit: 'read' } as const;
const open = { method: 'GET', access: 'open', limit: 'none' } as const;
const batches = { ...keyed, function: 'batch-resource' } as const;
const webhooks = { ...keyed, path: '/v1/evaluations/webhooks', function: 'webhooks' } as const;
const results = { ...keyed, path: '/v1/evaluations/results/{evaluation_id}', function: 'results' } as const;

const registered = [
  scoring('geval'),
  scoring('rag'),
  scoring('response-quality'),
  scoring('custom-metric'),
  scoring('pairwise'),
  scoring('propositions'),
  scoring('ocr'),
  {
    ...keyed,
    name: 'batch',
    method: 'POST',
    path: '/v1/evaluations/batch',
    limit: 'batch',
    function: 'batch',
  },
  {
    ...keyed,
    name: 'batch-uploads',
    method: 'POST',
    path: '/v1/evaluations/batch/uploads',
    limit: 'batch',
    function: 'batch-uploads',
  },
  { ...batches, name: 'batch-list', method: 'GET', path: '/v1/evaluations/batch' },
  { ...batches, name: 'batch-status', method: 'GET', path: '/v1/evaluations/batch/{batch_id}' },
  { ...batches, name: 'batch-results', method: 'GET', path: '/v1/evaluations/batch/{batch_id}/results' },
  {
    ...keyed,
    name: 'batch-download',
    method: 'GET',
    path: '/v1/evaluations/batch/{batch_id}/results.jsonl',
    function: 'batch-download',
  },
  { ...batches, name: 'batch-cancel', method: 'POST', path: '/v1/evaluations/batch/{batch_id}/cancel' },
  { ...results, name: 'result', method: 'GET' },
  { ...results, name: 'result-delete', method: 'DELETE' },
  { ...keyed, name: 'history', method: 'POST', path: '/v1/evaluations/history', function: 'history' },
  { ...keyed, name: 'compare', method: 'POST', path: '/v1/evaluations/compare', function: 'compare' },
  { ...webhooks, name: 'webhook-register', method: 'POST' },
  { ...webhooks, name: 'webhook-list', method: 'GET' },
  { ...webhooks, name: 'webhook-delete', method: 'DELETE' },
  { ...webhooks, name: 'webhook-test', method: 'POST', path: '/v1/evaluations/webhooks/test' },
  {
    name: 'metrics',
    method: 'GET',
    path: '/v1/evaluations/metrics',
    access: 'metrics',
    limit: 'none',
    function: 'prometheus',
  },
  { ...open, name: 'health-live', path: '/v1/health/live', function: 'health' },
  { ...open, name: 'health-ready', path: '/v1/health/ready', function: 'health' },
  { ...open, name: 'health-evaluations', path: '/v1/health/evaluations', function: 'health' },
  { ...open, name: 'openapi', path: '/v1/openapi.json', function: 'documents' },
  { ...open, name: 'docs', path: '/v1/docs', function: 'documents' },
  { ...open, name: 'docs-asset', path: '/v1/docs/{asset}', function: 'documents' },
  { ...open, name: 'root', path: '/', function: 'service-index' },
  { ...open, name: 'index', path: '/v1', function: 'service-index' },
] as const satisfies readonly Route[];

/** The name of a route. */
export type RouteName = (typeof registered)[number]['name'];

/** The path of a route. */
export type RoutePath = (typeof registered)[number]['path'];

/** THE registration of endpoints: infrastructure, local server, documents and metric labels all read it. */
export const routes: readonly (Route & { readonly name: RouteName })[] = registered;
