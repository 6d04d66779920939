import { buryChunk } from '../batches/bury.ts';
import { ChunkMessage } from '../batches/chunk-queue.ts';
import type { RedrivePorts } from '../batches/redrive.ts';
import { SplitMessage } from '../batches/whole-queue.ts';
import { type CollectPorts, deadLetterKind } from '../queue/dead-letters.ts';
import { WebhookMessage } from '../webhooks/message.ts';
import { batching } from './batching.ts';
import { chance } from './chance.ts';
import { lazy } from './lazy.ts';
import { storing } from './storing.ts';

const nothing = async () => undefined;

/** THE registration of the kinds of messages that can be given up: a queue's messages are told apart by their fields. */
const kinds = lazy(() => [
  deadLetterKind({
    kind: 'chunk',
    schema: ChunkMessage.strict(),
    bury: (message) => buryChunk(batching.read(), message),
  }),
  // The reconciler sends a batch as a whole again, and ends it after 24 hours.
  deadLetterKind({ kind: 'batch', schema: SplitMessage.strict(), bury: nothing }),
  // A receiver that is away is its owner's concern, and stands among the webhook's deliveries.
  deadLetterKind({
    kind: 'webhook',
    schema: WebhookMessage.strict(),
    bury: nothing,
    acknowledged: 'the receiver did not take it',
  }),
]);

/** What collecting and redriving dead letters need. */
export const burying = {
  collect: lazy(
    (): CollectPorts => ({ deadLetters: storing.deadLetters(), kinds: kinds(), now: chance.now }),
  ),
  redrive: lazy((): RedrivePorts => ({ ...batching.submit(), deadLetters: storing.deadLetters() })),
};
