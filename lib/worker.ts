import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** What feeds the worker, and how many of its invocations may run at once. */
interface WorkerProps {
  readonly function: LambdaFunction;
  readonly queue: Queue;
  readonly maximumConcurrency: number;
}

/** Feeds the chunks of the work queue to the worker. */
export class Worker extends Construct {
  constructor(scope: Construct, id: string, { function: target, queue, maximumConcurrency }: WorkerProps) {
    super(scope, id);
    target.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueAttributes',
        ],
        resources: [queue.queueArn],
      }),
    );
    new EventSourceMapping(this, 'WorkSource', {
      target,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      // Bounds the worker without reserving concurrency, which an account with a small quota cannot spare.
      maxConcurrency: maximumConcurrency,
    });
  }
}
