import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { usagePlans } from '../functions/usage-plans.ts';

/** What differs between one deployed stage and another. */
export interface Stage {
  readonly name: string;
  /** Protects the stacks and the table from being deleted by mistake. */
  readonly protect: boolean;
  /** What becomes of the table and the bucket when their stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Days that the payloads of batches are kept. */
  readonly payloadRetentionDays: number;
  /** Days that results are kept. */
  readonly resultRetentionDays: number;
  /** Invocations of the worker that may run at once; Lambda takes no less than 2. */
  readonly workerMaximumConcurrency: number;
  /** Judge calls in flight per provider and environment: the provider's limit divided by the workers at once. */
  readonly judgeConcurrency: number;
  /** Calls a second that the gateway lets through to any one method, whoever calls. */
  readonly callsPerSecond: number;
  /** Sets the account's role for API Gateway logs; false where another stack owns that setting. */
  readonly gatewayCloudWatchRole: boolean;
  /** The plan of the key that comes with the stage. */
  readonly defaultKeyPlan: keyof typeof usagePlans;
  /** Public addresses that may scrape the metrics; nobody may while it is empty. */
  readonly metricsAllowedCidrs: readonly string[];
}

/** Every stage that can be deployed. */
export const stages = {
  dev: {
    name: 'dev',
    protect: false,
    removalPolicy: RemovalPolicy.DESTROY,
    logRetention: RetentionDays.TWO_WEEKS,
    logLevel: 'DEBUG',
    payloadRetentionDays: 14,
    resultRetentionDays: 30,
    workerMaximumConcurrency: 2,
    judgeConcurrency: 200,
    callsPerSecond: 50,
    gatewayCloudWatchRole: true,
    defaultKeyPlan: 'basic',
    metricsAllowedCidrs: [],
  },
  prod: {
    name: 'prod',
    protect: true,
    removalPolicy: RemovalPolicy.RETAIN,
    logRetention: RetentionDays.THREE_MONTHS,
    logLevel: 'INFO',
    payloadRetentionDays: 14,
    resultRetentionDays: 90,
    workerMaximumConcurrency: 10,
    judgeConcurrency: 200,
    callsPerSecond: 200,
    gatewayCloudWatchRole: true,
    defaultKeyPlan: 'premium',
    metricsAllowedCidrs: [],
  },
} as const satisfies Record<string, Stage>;

/** The stage of that name, or every stage if none is named; an unknown name is an error that lists the known ones. */
export function selectStages(name: unknown): readonly Stage[] {
  const all: readonly Stage[] = Object.values(stages);
  const selected = name === undefined ? all : all.filter((stage) => stage.name === name);
  if (selected.length === 0) {
    throw new Error(`There is no stage "${name}"; known stages: ${Object.keys(stages).join(', ')}.`);
  }
  return selected;
}
