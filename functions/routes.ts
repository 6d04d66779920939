/** Who may call: holders of a key, anybody, or the listed scrapers. */
export type Access = 'key' | 'open' | 'metrics';

/** Which limit a call counts against. */
export type LimitClass = 'standard' | 'batch' | 'read' | 'none';

/** What a function does with the table, the payload bucket, the work queue and the dead-letter queue. */
export interface Touches {
  readonly table?: readonly ('read' | 'write' | 'delete')[];
  readonly bucket?: readonly ('read' | 'write' | 'probe')[];
  readonly workQueue?: readonly ('send' | 'probe')[];
  readonly deadLetterQueue?: readonly 'probe'[];
  /** Calls judges: gets the providers' configuration. */
  readonly judges?: true;
  /** May be invoked without credentials from listed addresses: gets METRICS_*. */
  readonly metricsAccess?: true;
}

/** One Lambda function: a folder of functions/ with a handler.ts. */
export interface FunctionSpec {
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly touches: Touches;
}

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

const request = { timeoutSeconds: 28, memoryMegabytes: 256 };
const counted = ['read', 'write'] as const;

/** A scoring function evaluates, or submits a batch of one. */
const scoring = {
  ...request,
  memoryMegabytes: 512,
  touches: { table: counted, bucket: ['write'], workQueue: ['send'], judges: true },
} as const;

/** A scoring function that asks no judge. The largest legal body takes over a second of a whole processor and about 400 MB, and Lambda gives processor time in proportion to memory. */
const computing = {
  ...request,
  memoryMegabytes: 1_024,
  touches: { table: counted, bucket: ['write'], workQueue: ['send'] },
} as const;

/** Every function of the service: what it may take and what it may touch. Grants, environment and bundles follow. */
export const functions = {
  geval: scoring,
  propositions: computing,
  ocr: computing,
  'response-quality': scoring,
  'custom-metric': scoring,
  pairwise: scoring,
  // Without a model the largest passages are read in process: a second of a whole processor, about 480 MB.
  rag: { ...scoring, memoryMegabytes: 1_024 },
  batch: {
    ...request,
    touches: { table: counted, bucket: ['read', 'write'], workQueue: ['send'], judges: true },
  },
  'batch-resource': { ...request, touches: { table: counted, bucket: ['read'] } },
  results: { ...request, touches: { table: [...counted, 'delete'], bucket: ['read'] } },
  // They parse the documents of a page, or of everything that is compared.
  history: { ...request, memoryMegabytes: 512, touches: { table: counted } },
  compare: { ...request, memoryMegabytes: 512, touches: { table: counted, bucket: ['read'] } },
  health: {
    ...request,
    touches: {
      table: ['read'],
      bucket: ['probe'],
      workQueue: ['probe'],
      deadLetterQueue: ['probe'],
      judges: true,
    },
  },
  prometheus: {
    ...request,
    touches: { table: ['read'], workQueue: ['probe'], deadLetterQueue: ['probe'], metricsAccess: true },
  },
  documents: { ...request, touches: {} },
  'service-index': { ...request, touches: {} },
  unmatched: { ...request, touches: {} },
  'evaluate-items': {
    timeoutSeconds: 120,
    memoryMegabytes: 512,
    touches: { table: counted, bucket: ['read', 'write'], judges: true },
  },
  'reconcile-batches': {
    timeoutSeconds: 120,
    memoryMegabytes: 256,
    touches: { table: counted, bucket: ['read', 'write'], workQueue: ['send'] },
  },
} as const satisfies Record<string, FunctionSpec>;

/** The name of a function and of its folder. */
export type FunctionName = keyof typeof functions;

const key = { access: 'key' } as const;
const open = { access: 'open', limit: 'none' } as const;

const registered = [
  {
    name: 'geval',
    method: 'POST',
    path: '/v1/evaluations/geval',
    ...key,
    limit: 'standard',
    function: 'geval',
  },
  {
    name: 'propositions',
    method: 'POST',
    path: '/v1/evaluations/propositions',
    ...key,
    limit: 'standard',
    function: 'propositions',
  },
  { name: 'ocr', method: 'POST', path: '/v1/evaluations/ocr', ...key, limit: 'standard', function: 'ocr' },
  {
    name: 'response-quality',
    method: 'POST',
    path: '/v1/evaluations/response-quality',
    ...key,
    limit: 'standard',
    function: 'response-quality',
  },
  {
    name: 'custom-metric',
    method: 'POST',
    path: '/v1/evaluations/custom-metric',
    ...key,
    limit: 'standard',
    function: 'custom-metric',
  },
  {
    name: 'pairwise',
    method: 'POST',
    path: '/v1/evaluations/pairwise',
    ...key,
    limit: 'standard',
    function: 'pairwise',
  },
  { name: 'rag', method: 'POST', path: '/v1/evaluations/rag', ...key, limit: 'standard', function: 'rag' },
  { name: 'batch', method: 'POST', path: '/v1/evaluations/batch', ...key, limit: 'batch', function: 'batch' },
  {
    name: 'batch-list',
    method: 'GET',
    path: '/v1/evaluations/batch',
    ...key,
    limit: 'read',
    function: 'batch-resource',
  },
  {
    name: 'batch-status',
    method: 'GET',
    path: '/v1/evaluations/batch/{batch_id}',
    ...key,
    limit: 'read',
    function: 'batch-resource',
  },
  {
    name: 'batch-results',
    method: 'GET',
    path: '/v1/evaluations/batch/{batch_id}/results',
    ...key,
    limit: 'read',
    function: 'batch-resource',
  },
  {
    name: 'batch-cancel',
    method: 'POST',
    path: '/v1/evaluations/batch/{batch_id}/cancel',
    ...key,
    limit: 'read',
    function: 'batch-resource',
  },
  {
    name: 'result',
    method: 'GET',
    path: '/v1/evaluations/results/{evaluation_id}',
    ...key,
    limit: 'read',
    function: 'results',
  },
  {
    name: 'result-delete',
    method: 'DELETE',
    path: '/v1/evaluations/results/{evaluation_id}',
    ...key,
    limit: 'read',
    function: 'results',
  },
  {
    name: 'history',
    method: 'POST',
    path: '/v1/evaluations/history',
    ...key,
    limit: 'read',
    function: 'history',
  },
  {
    name: 'compare',
    method: 'POST',
    path: '/v1/evaluations/compare',
    ...key,
    limit: 'read',
    function: 'compare',
  },
  {
    name: 'metrics',
    method: 'GET',
    path: '/v1/evaluations/metrics',
    access: 'metrics',
    limit: 'none',
    function: 'prometheus',
  },
  { name: 'health-live', method: 'GET', path: '/v1/health/live', ...open, function: 'health' },
  { name: 'health-ready', method: 'GET', path: '/v1/health/ready', ...open, function: 'health' },
  { name: 'health-evaluations', method: 'GET', path: '/v1/health/evaluations', ...open, function: 'health' },
  { name: 'openapi', method: 'GET', path: '/v1/openapi.json', ...open, function: 'documents' },
  { name: 'docs', method: 'GET', path: '/v1/docs', ...open, function: 'documents' },
  { name: 'docs-asset', method: 'GET', path: '/v1/docs/{asset}', ...open, function: 'documents' },
  { name: 'root', method: 'GET', path: '/', ...open, function: 'service-index' },
  { name: 'index', method: 'GET', path: '/v1', ...open, function: 'service-index' },
] as const satisfies readonly Route[];

/** The name of a route. */
export type RouteName = (typeof registered)[number]['name'];

/** The path of a route. */
export type RoutePath = (typeof registered)[number]['path'];

/** THE registration of endpoints: infrastructure, local server, documents and metric labels all read it. */
export const routes: readonly (Route & { readonly name: RouteName })[] = registered;
