import type { Touches } from '../functions/functions.ts';
import { queueEntries } from '../functions/queues.ts';
import type { Environment } from '../src/platform/environment.ts';
import type { DataResources } from './data-stack.ts';
import type { Stage } from './stages.ts';

type Powertools = 'POWERTOOLS_SERVICE_NAME' | 'POWERTOOLS_METRICS_NAMESPACE';

/** Variables of a function; the compiler knows the names that the service reads. */
type FunctionEnvironment = Readonly<Partial<Record<keyof Environment | Powertools, string>>>;

/** The environment of a function: what every function has, and a name or URL for each thing that it touches. */
export function environmentFor(
  touches: Touches,
  resources: DataResources,
  stage: Stage,
): FunctionEnvironment {
  const { table, payloadBucket, queues } = resources;
  const urls = queueEntries.filter(([name]) => touches.queues?.[name]);
  const scrapers = touches.metricsAccess ? stage.metricsAllowedCidrs : [];
  return {
    ENVIRONMENT: 'production',
    LOG_LEVEL: stage.logLevel,
    POWERTOOLS_SERVICE_NAME: 'assay',
    POWERTOOLS_METRICS_NAMESPACE: 'Assay',
    ...(touches.table && { TABLE_NAME: table.tableName }),
    ...(touches.bucket && { PAYLOAD_BUCKET: payloadBucket.bucketName }),
    ...Object.fromEntries(urls.map(([name, { variable }]) => [variable, queues[name].queueUrl])),
    ...(touches.table?.includes('write') && { RESULT_RETENTION_DAYS: String(stage.resultRetentionDays) }),
    ...(touches.judges && { JUDGE_CONCURRENCY: String(stage.judgeConcurrency) }),
    ...(scrapers.length > 0 && { METRICS_ALLOWED_CIDRS: scrapers.join(',') }),
  };
}
