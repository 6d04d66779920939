import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { invalidRequest } from './field-issues.ts';
import { queryOf } from './query.ts';

/** The cursor for the position to go on from; null at the end. */
export function cursorOf(position: string | number | null): string | null {
  return position === null ? null : Buffer.from(String(position)).toString('base64url');
}

/** The query of a paged list, with the largest and the usual size of a page. */
export function pageQuery({ most, usual }: { readonly most: number; readonly usual: number }) {
  return z.object({
    limit: z.coerce.number().int().min(1).max(most).default(usual).describe('The size of the page'),
    cursor: z
      .string()
      .max(200)
      .optional()
      .describe('`next_cursor` of the page before; the first page if absent'),
  });
}

/** A page as a query string asks for it: `limit` within its bounds, and the position that the cursor stands for. */
export function pageOf<Position>(
  event: APIGatewayProxyEvent,
  asked: { readonly query: ReturnType<typeof pageQuery>; readonly position: z.ZodType<Position> },
): { readonly limit: number; readonly position: Position | null } {
  const { limit, cursor } = queryOf(event, asked.query);
  if (cursor === undefined) return { limit, position: null };
  const decoded = Buffer.from(cursor, 'base64url').toString('utf8');
  const position = z.object({ cursor: asked.position }).safeParse({ cursor: decoded });
  if (!position.success) throw invalidRequest(position.error, { cursor: decoded }, ['query']);
  return { limit, position: position.data.cursor };
}
