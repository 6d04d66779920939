import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { functions } from '../functions/functions.ts';

/** The queue of batch chunks, and the one for messages that were given up. */
export class Queues extends Construct {
  readonly workQueue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const house = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', {
      ...house,
      retentionPeriod: Duration.days(14),
    });
    this.workQueue = new Queue(this, 'WorkQueue', {
      ...house,
      retentionPeriod: Duration.days(4),
      // Six time-outs of the worker: a message must not be seen again while Lambda still retries its invocation.
      visibilityTimeout: Duration.seconds(6 * functions['evaluate-items'].timeoutSeconds),
      // A postponed message counts as received, so a low number would give up items whose provider is only down.
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: 50 },
    });
  }
}
