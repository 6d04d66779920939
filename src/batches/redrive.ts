import { ServiceError } from '../errors.ts';
import type { DeadLetter, DeadLetterStore } from '../store/dead-letters.ts';
import { DeadItems } from './bury.ts';
import { ChunkMessage } from './chunk-queue.ts';
import { itemsOf } from './plan.ts';
import type { SubmitPorts } from './ports.ts';
import { readRecord } from './read-batch.ts';
import { everyFailed, retryBatch, type Selection } from './retry.ts';

/** What redriving needs of the world. */
export interface RedrivePorts extends SubmitPorts {
  readonly deadLetters: DeadLetterStore;
}

const again = 'retried as ';

/** Evaluates the failed items of a dead letter again in a new batch, and acknowledges the letter: the id of that batch, the same one however often it is asked for. */
export async function redrive(ports: RedrivePorts, letterId: string): Promise<string> {
  const letter = await ports.deadLetters.read(letterId);
  if (!letter) throw new ServiceError('not_found', `there is no dead letter ${letterId}`);
  const { batch_id, ...rest } = readBody(letter);
  const batchId = await acknowledge(ports, letter);
  // A crash after the acknowledgement leaves a promised batch that is not there yet.
  if (await ports.batches.read(batchId)) return batchId;
  const batch = await readRecord(ports, batch_id);
  const { first, end } = itemsOf(batch, rest.chunk);
  const isMeant: Selection = (evaluation) => {
    const index = evaluation.index ?? -1;
    return everyFailed(evaluation) && (rest.indexes?.includes(index) ?? (index >= first && index < end));
  };
  await retryBatch({ ...ports, newBatchId: () => batchId }, batch, isMeant);
  return batchId;
}

function readBody({ id, body }: DeadLetter) {
  const { data } = ChunkMessage.extend(DeadItems.shape).partial({ indexes: true }).safeParse(parse(body));
  if (!data) throw new ServiceError('invalid_request', `the dead letter ${id} holds no items of a batch`);
  return data;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The id of the batch that retries a letter: promised once, before there is any. */
async function acknowledge(ports: RedrivePorts, { id, acknowledged }: DeadLetter): Promise<string> {
  const batchId = ports.newBatchId();
  if (acknowledged === null && (await ports.deadLetters.acknowledge(id, again + batchId))) return batchId;
  const how = acknowledged ?? (await ports.deadLetters.read(id))?.acknowledged ?? '';
  if (how.startsWith(again)) return how.slice(again.length);
  throw new ServiceError('conflict', `the dead letter ${id} is acknowledged: ${how}`);
}
