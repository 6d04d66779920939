import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeService, type OpenApiDocument } from '../src/http/openapi.ts';
import { version } from '../src/platform/version.ts';
import { contracts, parameters } from './contracts.ts';
import { routes } from './routes.ts';

/** The OpenAPI document of this version; `docs/openapi.json` is this, written by `npm run openapi`. */
export function currentDocument(): OpenApiDocument {
  return describeService({ version, routes, contracts, parameters });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = new URL('../docs/openapi.json', import.meta.url);
  await writeFile(path, `${JSON.stringify(currentDocument(), null, 2)}\n`);
}
