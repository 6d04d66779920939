import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { DeadLetterStore } from '../store/dead-letters.ts';
import { causeFields, childLogger } from '../telemetry/logger.ts';

/** A kind of message that can be given up: what is to be done about one, null for a body of another kind. */
export interface DeadLetterKind {
  readonly kind: string;
  /** Why nobody needs to acknowledge one; null where somebody does. */
  readonly acknowledged: string | null;
  readonly bury: (body: unknown) => (() => Promise<void>) | null;
}

/** The messages that a schema takes, and what is to be done about one that was given up. */
export interface Burial<Message> {
  readonly kind: string;
  readonly schema: z.ZodType<Message>;
  readonly bury: (message: Message) => Promise<void>;
  readonly acknowledged?: string;
}

/** A kind of messages that is told apart by its schema. */
export function deadLetterKind<Message>(burial: Burial<Message>): DeadLetterKind {
  const { kind, schema, bury, acknowledged = null } = burial;
  return {
    kind,
    acknowledged,
    bury: (body) => {
      const { data, success } = schema.safeParse(body);
      return success ? () => bury(data) : null;
    },
  };
}

/** What collecting dead letters needs of the world. */
export interface CollectPorts {
  readonly deadLetters: DeadLetterStore;
  readonly kinds: readonly DeadLetterKind[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** An SQS handler that keeps every message that was given up, readable or not, and ends what waits for it. It sends nothing. */
export function createCollector(
  ports: () => CollectPorts,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  return (event, context) =>
    processPartialResponse(
      event,
      (record: SQSRecord) => collect(ports(), record),
      new BatchProcessor(EventType.SQS),
      {
        context,
        throwOnFullBatchFailure: false,
      },
    );
}

async function collect({ deadLetters, kinds, now }: CollectPorts, record: SQSRecord): Promise<void> {
  const { messageId: id, body } = record;
  const log = childLogger({ message_id: id });
  try {
    const { kind, acknowledged, bury } = recognise(kinds, body);
    await deadLetters.keep({ id, kind, body, at: new Date(now()).toISOString(), acknowledged });
    await bury();
    log.warn('dead letter', { kind });
  } catch (error) {
    log.error('dead letter was not collected', causeFields(error));
    throw error;
  }
}

const unreadable = { kind: 'unreadable', acknowledged: null, bury: async () => undefined };

function recognise(kinds: readonly DeadLetterKind[], body: string) {
  const parsed = parse(body);
  for (const { kind, acknowledged, bury } of kinds) {
    const work = bury(parsed);
    if (work) return { kind, acknowledged, bury: work };
  }
  return unreadable;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
