import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import { Aggregate, BatchItem, BatchView } from '../batches/batch.ts';
import { Evaluation, ItemError, Metadata, UsageReport } from '../evaluation/evaluation.ts';
import { FailedMetric, Metric, SkippedMetric } from '../evaluators/metric.ts';
import type { DocumentedContract } from './documented.ts';
import { tags } from './documented.ts';
import { answersOf, type Operation, problemExamples } from './openapi-answers.ts';
import { requestHeaders } from './openapi-headers.ts';
import { Problem } from './problem-schema.ts';
import type { RouteRow } from './route-errors.ts';

/** What the document is made from. */
export interface Documented {
  readonly version: string;
  readonly routes: readonly RouteRow[];
  /** The contract of a route by its name. */
  readonly contracts: Readonly<Record<string, DocumentedContract>>;
  /** The schema of a path's parameter by its name. */
  readonly parameters: Readonly<Record<string, z.ZodType>>;
}

/** An OpenAPI document. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

// Schemas that occur in several places: each stands in the document once, by its name.
const named = {
  Problem,
  Metric,
  FailedMetric,
  SkippedMetric,
  Metadata,
  UsageReport,
  Evaluation,
  ItemError,
  BatchView,
  BatchItem,
  Aggregate,
};
for (const [id, schema] of Object.entries(named)) z.globalRegistry.add(schema, { id });

const stagePath = '/v1';
const security: Readonly<Record<RouteRow['access'], NonNullable<Operation['security']>>> = {
  key: [{ apiKey: [] }, { bearer: [] }],
  open: [],
  metrics: [{}, { bearer: [] }],
};

/** The OpenAPI document of every route below `/v1`: the same routes and contracts that the service runs on. */
export function describeService(documented: Documented): OpenApiDocument {
  const shown = documented.routes.filter(({ path }) => path.startsWith(stagePath));
  const byPath = Map.groupBy(shown, ({ path }) => path.slice(stagePath.length) || '/');
  const paths = [...byPath].map(([path, routes]) => [path, itemOf(routes, documented)] as const);
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Assay',
        version: documented.version,
        description: 'Evaluations of language-model output. A failure is never a score.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/api/v1' }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      paths: Object.fromEntries(paths),
      components: { examples: problemExamples(), securitySchemes },
    },
    { override: simplify },
  );
}

const securitySchemes = {
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-KEY', description: 'Your key' },
  bearer: { type: 'http', scheme: 'bearer', description: 'Your key; for the metrics, their token' },
} as const;

function itemOf(routes: readonly RouteRow[], documented: Documented): Record<string, Operation> {
  const operations = routes.flatMap((route) => {
    const contract = documented.contracts[route.name];
    if (!contract) throw new Error(`the route ${route.name} has no contract`);
    return [[route.method.toLowerCase(), operationOf(route, contract, documented)] as const];
  });
  return Object.fromEntries(operations);
}

function operationOf(
  route: RouteRow,
  documented: DocumentedContract,
  { parameters }: Pick<Documented, 'parameters'>,
): Operation {
  const { contract, summary, tag, request } = documented;
  const body = 'body' in contract ? contract.body : undefined;
  return {
    operationId: route.name,
    summary,
    tags: [tag],
    security: security[route.access],
    requestParams: {
      path: z.object(Object.fromEntries(namesIn(route.path).map((name) => [name, found(parameters, name)]))),
      ...('query' in contract && contract.query && { query: contract.query }),
      ...requestHeaders(contract),
    },
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: body, example: request } } },
    }),
    responses: answersOf(route, documented),
  };
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

function found(parameters: Documented['parameters'], name: string): z.ZodType {
  const schema = parameters[name];
  if (!schema) throw new Error(`the parameter ${name} is not described`);
  return schema;
}

interface Rendered {
  readonly jsonSchema: object;
  readonly io: 'input' | 'output';
}

/** Says simpler what Zod says exactly: fewer tools know `prefixItems`, and bounds of answers that any double keeps are noise. */
function simplify({ jsonSchema, io }: Rendered): void {
  const schema = jsonSchema as {
    minimum?: number;
    maximum?: number;
    prefixItems?: unknown[];
    items?: unknown;
  };
  const kinds = new Set(schema.prefixItems?.map((each) => JSON.stringify(each)));
  if (kinds.size === 1 && schema.items === false) {
    schema.items = schema.prefixItems?.[0];
    delete schema.prefixItems;
  }
  if (io === 'input') return;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
