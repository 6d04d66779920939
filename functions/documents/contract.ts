import * as z from 'zod';

/** What the page loads, by name, with its media type. */
export const assets = {
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui-bundle.js.LICENSE.txt': 'text/plain; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
} as const;

/** The name of an asset. */
export const AssetName = z.enum(Object.keys(assets) as [keyof typeof assets, ...(keyof typeof assets)[]]);

/** GET /openapi.json */
export const openapiContract = {
  name: 'openapi',
  replies: { 200: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }) },
} as const;

/** GET /docs */
export const docsContract = { name: 'docs', contentTypes: ['text/html; charset=utf-8'] } as const;

/** GET /docs/{asset} */
export const assetContract = {
  name: 'docs-asset',
  contentTypes: ['text/javascript; charset=utf-8', 'text/css; charset=utf-8', 'text/plain; charset=utf-8'],
} as const;
