import * as z from 'zod';
import { errorCodes } from '../errors.ts';

/** The body of every error (RFC 9457); `errors` lists the invalid fields of a 422. */
export const Problem = z.object({
  type: z.string().describe('Where the code is explained'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('One sentence; at 500 and above no more than the code and the request id'),
  code: z.enum(errorCodes),
  request_id: z.string(),
  errors: z
    .array(
      z.object({ loc: z.array(z.union([z.string(), z.number().int()])), msg: z.string(), type: z.string() }),
    )
    .optional(),
});

/** See the schema of the same name. */
export type Problem = z.infer<typeof Problem>;
