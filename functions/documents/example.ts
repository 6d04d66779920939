import type { Example } from '../../src/http/documented.ts';
import type { assetContract, docsContract, openapiContract } from './contract.ts';

const tag = 'Documents';

/** The outline of the document. */
export const openapiExample: Example<typeof openapiContract> = {
  summary: 'This document.',
  tag,
  replies: { 200: { openapi: '3.1.0', paths: {} } },
};

/** The beginning of the page. */
export const docsExample: Example<typeof docsContract> = {
  summary: 'A page to read this document and to try every call.',
  tag,
  replies: { 200: '<!doctype html>' },
};

/** The beginning of a script. */
export const assetExample: Example<typeof assetContract> = {
  summary: 'What the page loads.',
  tag,
  replies: { 200: 'window.SwaggerUIBundle({ … })' },
};
