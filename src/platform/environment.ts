import * as z from 'zod';
import { issueMessage } from '../evaluators/body/issue-text.ts';
import { type ProviderSettings, providers } from '../judges/capabilities.ts';
import { isNetwork } from '../tenancy/networks.ts';
import { invalidVariable } from './invalid-variable.ts';
import { readProviders, type Variables } from './provider-settings.ts';

const judgeNames = [...Object.keys(providers), 'embedded'];
const isJudge = (judge: string) => judgeNames.includes(judge.split(':')[0] ?? '');
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const seconds = z.coerce.number().positive().max(86_400);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const base = {
  ENVIRONMENT: z
    .enum(['development', 'production'])
    .default('development')
    .describe('`development` on one machine, `production` when deployed'),
  LOG_LEVEL: z
    .enum(['DEBUG', 'INFO', 'WARN', 'ERROR'])
    .default('INFO')
    .describe('Least severe level that is logged'),
  METRICS_ENABLED: flag.default(true).describe('`false`: `/evaluations/metrics` answers 404'),
  HEALTH_CHECK_ENABLED: flag.default(true).describe('`false`: `/health/*` answers 404'),
  METRICS_ALLOWED_CIDRS: list
    .refine((cidrs) => cidrs.every(isNetwork), 'must be networks such as 203.0.113.0/24')
    .optional()
    .describe('Source addresses that may scrape, comma-separated CIDRs'),
  METRICS_TOKEN: z
    .string()
    .refine((token) => token.length >= 16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token with which anybody may scrape'),
  RESULT_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('Days that results are kept'),
  DEFAULT_JUDGE: z
    .string()
    .refine(isJudge, `must begin with one of ${judgeNames.join(', ')}`)
    .optional()
    .describe('`provider` or `provider:model` for requests that name none'),
  JUDGE_TIMEOUT_SECONDS: seconds
    .optional()
    .describe('Longest wait for one judge call, whatever is usual for its provider'),
  JUDGE_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(200)
    .describe("Judge calls in flight per provider: the provider's limit divided by the workers at once"),
} as const;

const wiring = {
  TABLE_NAME: z.string().min(1).default('assay').describe('DynamoDB table'),
  PAYLOAD_BUCKET: z.string().min(1).default('assay-payloads').describe('S3 bucket of batch payloads'),
  WORK_QUEUE_URL: z.string().optional().describe('SQS queue of batch chunks'),
  SPLITS_QUEUE_URL: z.string().optional().describe('SQS queue of batches to split or to end'),
  AWS_ENDPOINT_URL_S3: z
    .string()
    .optional()
    .describe('Endpoint of an embedded S3, which has no DNS name per bucket'),
  WEBHOOK_QUEUE_URL: z.string().optional().describe('SQS queue of deliveries to webhooks'),
  DEAD_LETTER_QUEUE_URL: z.string().optional().describe('SQS queue of messages given up'),
  CHUNK_LEASE_SECONDS: seconds
    .default(130)
    .describe('Seconds for which a worker keeps other copies of a chunk away'),
  SPLIT_LEASE_SECONDS: seconds
    .default(60)
    .describe('Seconds for which the work on a whole batch keeps others away without a sign of life'),
  UPLOAD_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(5_000_000_000)
    .default(1_073_741_824)
    .describe('Bytes that one uploaded file may have'),
  POSTPONE_SECONDS: seconds
    .default(30)
    .describe('Seconds after which a chunk comes again whose provider cannot be asked, the first time'),
  CHUNK_STALE_SECONDS: seconds.default(240).describe('Seconds after which an unfinished chunk is sent again'),
} as const;

const local = {
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('Port of the local service'),
  DATABASE_PATH: z
    .string()
    .min(1)
    .default('.assay')
    .describe('Folder of the embedded engines; `:memory:` keeps nothing'),
  API_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal characters')
    .optional()
    .describe('The key of the local service; made and kept in the folder if absent'),
  VISIBILITY_SECONDS: seconds
    .default(30)
    .describe('Local queue: seconds until an unfinished message is seen again'),
  WEBHOOK_ALLOW_PRIVATE: flag
    .default(false)
    .describe('`true`: webhooks may lead to this machine and to private networks; never in production'),
  RECONCILER_SECONDS: seconds.default(15).describe('Local reconciler: seconds between its runs'),
} as const;

/** The schema of the environment: the one place where a variable is declared, defaulted and described. */
export const environmentSchema = z.object({ ...base, ...wiring, ...local });

/** The environment after parsing, with the providers it configures. */
export interface Environment extends z.infer<typeof environmentSchema> {
  readonly providers: readonly ProviderSettings[];
}

/** Parses the environment; an empty variable counts as absent. Throws one sentence naming the first invalid variable. */
export function readEnvironment(variables: Variables): Environment {
  const aliased = {
    ...variables,
    DATABASE_PATH: variables['DATABASE_PATH'] || variables['EVALUATION_DB_PATH'],
  };
  const present = Object.fromEntries(Object.entries(aliased).filter(([, value]) => value));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidVariable(String(issue?.path[0]), issue ? issueMessage(issue) : 'is not understood');
  }
  if (parsed.data.ENVIRONMENT === 'production' && parsed.data.WEBHOOK_ALLOW_PRIVATE) {
    throw invalidVariable('WEBHOOK_ALLOW_PRIVATE', 'must be false in production');
  }
  return { ...parsed.data, providers: readProviders(present, parsed.data) };
}
