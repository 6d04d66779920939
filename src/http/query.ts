import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { invalidRequest } from './field-issues.ts';

/** The query string after its schema; a 422 that names the first field otherwise. */
export function queryOf<Query>(event: APIGatewayProxyEvent, schema: z.ZodType<Query>): Query {
  const sent = event.queryStringParameters ?? {};
  const query = schema.safeParse(sent);
  if (!query.success) throw invalidRequest(query.error, sent, ['query']);
  return query.data;
}
