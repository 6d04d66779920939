import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import document from '../../docs/openapi.json' with { type: 'json' };
import { ServiceError } from '../../src/errors.ts';
import { dispatch } from '../../src/http/dispatch.ts';
import { plainEndpoint, textEndpoint } from '../../src/platform/plain-entry.ts';
import { AssetName, assetContract, assets, docsContract, openapiContract } from './contract.ts';
import { page, pageHeaders } from './page.ts';

// A browser asks for these once an hour: they change with a version only.
const kept = { 'Cache-Control': 'public, max-age=3600' };

const openapi = plainEndpoint(openapiContract, async () => ({ status: 200, reply: document }));

const docs = textEndpoint(docsContract, async () => {
  const [contentType] = docsContract.contentTypes;
  return { contentType, headers: pageHeaders, body: page() };
});

const asset = textEndpoint(assetContract, async ({ event }) => {
  const name = AssetName.safeParse(event.pathParameters?.['asset']);
  if (!name.success) throw new ServiceError('not_found', 'the page has no such file');
  const body = await readFile(join(import.meta.dirname, 'assets', name.data), 'utf8');
  return { contentType: assets[name.data], headers: kept, body };
});

/** Serves the OpenAPI document, and a page to read it and to try it. */
export const handler = dispatch(
  { 'GET /v1/openapi.json': openapi, 'GET /v1/docs': docs, 'GET /v1/docs/{asset}': asset },
  docs,
);
