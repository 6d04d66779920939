import * as z from 'zod';

/** With HEALTH_CHECK_ENABLED=false there is nothing here. */
const canBeOff = { errors: ['not_found'] } as const;
const status = z.enum(['healthy', 'unhealthy']);
const circuit = {
  state: z.enum(['closed', 'open', 'half_open']),
  health: z.enum(['healthy', 'unhealthy', 'recovering']),
  /** By an operator, whatever the calls show. */
  forced: z.boolean(),
  retry_at: z.string().nullable(),
  stats: z
    .object({ failures: z.number().int(), successes: z.number().int(), last_failure: z.string().nullable() })
    .nullable()
    .optional(),
};

/** GET /health/live */
export const liveContract = {
  name: 'health-live',
  replies: { 200: z.object({ status: z.literal('alive') }) },
  ...canBeOff,
} as const;

const ReadyReply = z.object({
  status: z.enum(['ready', 'not_ready']),
  ready: z.boolean(),
  checks: z.object({ database: status, queue: status, bucket: status }),
});

/** GET /health/ready */
export const readyContract = {
  name: 'health-ready',
  replies: { 200: ReadyReply, 503: ReadyReply },
  ...canBeOff,
} as const;

/** GET /health/evaluations; counts are left out for callers without credentials. */
export const HealthReply = z.object({
  service: z.literal('evaluations'),
  version: z.string(),
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  timestamp: z.string(),
  components: z.object({
    database: z.object({ status }),
    queue: z.object({
      status,
      visible: z.number().int().optional(),
      in_flight: z.number().int().optional(),
      dead_letters: z.number().int().optional(),
    }),
    circuit_breakers: z.record(
      z.string(),
      z.object({
        ...circuit,
        models: z.record(z.string(), z.object(circuit)),
      }),
    ),
    embeddings: z.object({
      status: z.enum(['configured', 'not_configured']),
      providers: z.array(z.string()),
    }),
  }),
  metrics: z
    .object({
      last_hour: z
        .object({
          total_evaluations: z.number().int(),
          error_count: z.number().int(),
          avg_processing_time_seconds: z.number().nullable(),
        })
        .nullable(),
    })
    .optional(),
});

/** See the schema of the same name. */
export type HealthReply = z.infer<typeof HealthReply>;

/** GET /health/evaluations */
export const healthContract = {
  name: 'health-evaluations',
  replies: { 200: HealthReply, 206: HealthReply, 503: HealthReply },
  ...canBeOff,
} as const;
