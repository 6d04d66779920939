import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { currentDocument } from '../../../functions/openapi.ts';
import { routes } from '../../../functions/routes.ts';
import { errorCodes } from '../../../src/errors.ts';

interface Media {
  readonly schema: unknown;
  readonly examples?: Readonly<Record<string, unknown>>;
}

interface Body {
  /** Missing where an answer has no body. */
  readonly content?: Readonly<Record<string, Media>>;
}

interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly schema: { readonly description?: string };
  }[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly examples: Readonly<Record<string, { readonly value: { readonly status: number } }>>;
  };
}

const text = readFileSync('docs/openapi.json', 'utf8');
const document: Document = JSON.parse(text);
const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
const named = (id: string) => operations.find(({ operationId }) => operationId === id);
const statusesOf = (id: string) => Object.keys(named(id)?.responses ?? {});

describe('docs/openapi.json', () => {
  test('is what `npm run openapi` writes', () => {
    expect(`${JSON.stringify(currentDocument(), null, 2)}\n`).toBe(text);
  });

  test('describes every route below the base path', () => {
    const below = routes.filter(({ path }) => path !== '/').map(({ name }) => name);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(below.sort());
  });

  test('holds nothing but schemas of JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false });
    const media = operations.flatMap(({ responses, requestBody }) =>
      [...Object.values(responses), requestBody ?? {}].flatMap(({ content = {} }) => Object.values(content)),
    );
    const schemas = [...Object.values(document.components.schemas), ...media.map(({ schema }) => schema)];

    expect(schemas.length).toBeGreaterThan(100);
    for (const schema of schemas) expect(ajv.validateSchema(schema as object)).toBe(true);
  });

  test('leaves no element of a list undescribed', () => {
    const withItems = text.match(/"items": \{\}/g) ?? [];

    // The items of a batch are checked one by one, by the schema of their kind.
    expect(withItems).toHaveLength(1);
  });

  test('has a problem document with an example for every error', () => {
    const answers = operations.flatMap(({ responses }) => Object.entries(responses));
    for (const [status, { content }] of answers.filter(([each]) => Number(each) >= 400)) {
      const { schema, examples = {} } = content?.['application/problem+json'] ?? { schema: null };
      expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
      const shown = Object.keys(examples).map((code) => document.components.examples[code]?.value.status);
      expect(new Set(shown)).toEqual(new Set([Number(status)]));
    }
    expect(Object.keys(document.components.examples)).toEqual(errorCodes);
  });

  test('derives the answers of a route from its row and its contract', () => {
    expect(statusesOf('geval').join(' ')).toBe('200 202 400 401 409 413 415 422 429 500 502 503 504');
    expect(statusesOf('batch-cancel').join(' ')).toBe('202 401 404 409 429 500 503 504');
    expect(statusesOf('batch-results').join(' ')).toBe('200 401 404 422 429 500 503 504');
    expect(statusesOf('metrics').join(' ')).toBe('200 403 404 429 500 503 504');
    expect(statusesOf('docs').join(' ')).toBe('200 429 500 503 504');
  });

  test('asks for a key where the row does', () => {
    const keyed = routes.filter(({ access }) => access === 'key').map(({ name }) => name);
    const secured = operations.filter(({ security }) => JSON.stringify(security).includes('apiKey'));
    expect(secured.map(({ operationId }) => operationId).sort()).toEqual([...keyed].sort());
  });

  test('describes every parameter', () => {
    const parameters = operations.flatMap(({ parameters: own = [] }) => own);
    expect(parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['batch_id', 'limit', 'Prefer', 'Idempotency-Key']),
    );
    for (const { schema } of parameters) expect(schema.description).toMatch(/\w/);
  });
});
