import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { invalidRequest } from './field-issues.ts';

/** The cursor for the position to go on from; null at the end. */
export function cursorOf(position: string | number | null): string | null {
  return position === null ? null : Buffer.from(String(position)).toString('base64url');
}

/** A page as a query string asks for it: `limit` within its bounds, and the position that the cursor stands for. */
export function pageOf<Position>(
  event: APIGatewayProxyEvent,
  bounds: { readonly most: number; readonly usual: number; readonly position: z.ZodType<Position> },
): { readonly limit: number; readonly position: Position | null } {
  const schema = z.object({
    limit: z.coerce.number().int().min(1).max(bounds.most).default(bounds.usual),
    cursor: z.string().max(200).optional(),
  });
  const sent = event.queryStringParameters ?? {};
  const query = schema.safeParse(sent);
  if (!query.success) throw invalidRequest(query.error, sent, ['query']);
  const { limit, cursor } = query.data;
  if (cursor === undefined) return { limit, position: null };
  const decoded = Buffer.from(cursor, 'base64url').toString('utf8');
  const position = z.object({ cursor: bounds.position }).safeParse({ cursor: decoded });
  if (!position.success) throw invalidRequest(position.error, { cursor: decoded }, ['query']);
  return { limit, position: position.data.cursor };
}
