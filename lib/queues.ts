import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { consumers, functions } from '../functions/functions.ts';
import { type QueueName, type QueueSpec, queueEntries, queues } from '../functions/queues.ts';

/** Every queue by its name. */
export type ServiceQueues = Readonly<Record<QueueName, Queue>>;

/** Every queue of queues.ts; what one of them gives up goes to the queue of dead letters. */
export function createQueues(scope: Construct): ServiceQueues {
  const home = new Construct(scope, 'Queues');
  const deadLetters = createQueue(home, 'deadLetters', queues.deadLetters);
  const others = queueEntries.filter(([name]) => name !== 'deadLetters');
  const made = others.map(([name, spec]) => [name, createQueue(home, name, spec, deadLetters)]);
  return { ...Object.fromEntries(made), deadLetters } as ServiceQueues;
}

function createQueue(scope: Construct, name: QueueName, spec: QueueSpec, deadLetters?: Queue): Queue {
  const consumer = consumers.find(({ queue }) => queue === name)?.name;
  return new Queue(scope, name, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(spec.retentionDays),
    // Six time-outs of the consumer: a message must not be seen again while Lambda still retries its invocation.
    ...(consumer && { visibilityTimeout: Duration.seconds(6 * functions[consumer].timeoutSeconds) }),
    ...(deadLetters &&
      spec.maxReceiveCount && {
        deadLetterQueue: { queue: deadLetters, maxReceiveCount: spec.maxReceiveCount },
      }),
  });
}
