import * as z from 'zod';

/** GET / and GET /api/v1 */
export const indexContract = {
  name: 'index',
  replies: {
    200: z.object({
      name: z.string(),
      version: z.string(),
      docs: z.string(),
      health: z.string(),
      sample: z.object({
        method: z.string(),
        path: z.string(),
        headers: z.record(z.string(), z.string()),
        body: z.unknown(),
      }),
    }),
  },
} as const;
