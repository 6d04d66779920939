import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { consumers } from '../functions/functions.ts';
import { queues } from '../functions/queues.ts';
import type { ServiceQueues } from './queues.ts';
import type { ServiceFunctions } from './service-function.ts';
import type { Stage } from './stages.ts';

interface ConsumersProps {
  readonly stage: Stage;
  readonly functions: ServiceFunctions;
  readonly queues: ServiceQueues;
}

/** Feeds each queue that has a consumer to it. */
export function addConsumers(scope: Construct, props: ConsumersProps): void {
  for (const { name, queue } of consumers) {
    const { queueArn } = props.queues[queue];
    const target = props.functions[name];
    target.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueAttributes',
        ],
        resources: [queueArn],
      }),
    );
    const { batchSize, concurrency } = queues[queue];
    new EventSourceMapping(new Construct(scope, `${queue}-consumer`), 'Source', {
      target,
      eventSourceArn: queueArn,
      batchSize,
      reportBatchItemFailures: true,
      // Bounds the consumer without reserving concurrency, which an account with a small quota cannot spare.
      maxConcurrency: concurrency === 'worker' ? props.stage.workerMaximumConcurrency : concurrency,
    });
  }
}
