import * as z from 'zod';
import { ServiceError } from '../../src/errors.ts';
import { matchPath } from '../../src/http/match-path.ts';
import { plainEndpoint } from '../../src/platform/plain-entry.ts';
import { routes } from '../routes.ts';

const contract = { name: 'unmatched', replies: { 204: z.null() } } as const;

/** Answers what no route took: OPTIONS 204, another method of a known path 405 with `Allow`, anything else 404. */
export const handler = plainEndpoint(contract, async ({ event }) => {
  const own = routes.filter(({ path }) => matchPath(path, event.path));
  const methods = [...new Set(own.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
  if (methods.length === 0) throw new ServiceError('not_found', 'there is no such path');
  const headers = { Allow: [...methods, 'OPTIONS'].join(', ') };
  if (event.httpMethod === 'OPTIONS') return { status: 204, headers, reply: null };
  throw new ServiceError('method_not_allowed', `${event.httpMethod} is not a method of this path`, {
    headers,
  });
});
