import * as z from 'zod';

/** What goes back to a client. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const proxyResult = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: z.record(z.string(), value).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(value)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** A function's answer as the gateway passes it on; throws when the proxy integration could not read it. */
export function parseFunctionReply(result: unknown): Reply {
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = proxyResult.parse(result);
  const given = { ...headers, ...multiValueHeaders };
  const hasType = Object.keys(given).some((name) => name.toLowerCase() === 'content-type');
  return {
    status: statusCode,
    headers: { ...(hasType || !body ? {} : { 'Content-Type': 'application/json' }), ...given },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}
