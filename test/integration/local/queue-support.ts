import { EventEmitter } from 'node:events';
import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { TestEngines } from '../../support/engines.ts';

const counts = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** Resolves when the work queue holds nothing, neither waiting nor under way. */
export async function untilEmpty({ sqs, environment }: TestEngines): Promise<void> {
  const QueueUrl = environment['WORK_QUEUE_URL'];
  for (;;) {
    const query = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counts] });
    const { Attributes } = await sqs.send(query);
    if (counts.every((count) => Attributes?.[count] === '0')) return;
  }
}

/** Emits `renewal` after each time that a client asked to keep its messages for longer. */
export function watchRenewals(client: SQSClient): EventEmitter {
  const renewals = new EventEmitter();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      if (context.commandName === ChangeMessageVisibilityBatchCommand.name) renewals.emit('renewal');
      return result;
    },
    { step: 'initialize' },
  );
  return renewals;
}
