import { ServiceError } from '../errors.ts';
import type { DeadLetter, DeadLetterStore } from '../store/dead-letters.ts';
import { DeadItems } from './bury.ts';
import { ChunkMessage } from './chunk-queue.ts';
import { itemsOf } from './plan.ts';
import type { SubmitPorts } from './ports.ts';
import { readRecord } from './read-batch.ts';
import { everyFailed, openRetry, type Selection, selectLines } from './retry.ts';

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
  const promised = promisedBy(letter.acknowledged);
  if (promised !== null && (await ports.batches.read(promised))) return promised;
  const batch = await readRecord(ports, batch_id);
  const { first, end } = itemsOf(batch, rest.chunk);
  const isMeant: Selection = (evaluation) => {
    const index = evaluation.index ?? -1;
    return everyFailed(evaluation) && (rest.indexes?.includes(index) ?? (index >= first && index < end));
  };
  // Before the acknowledgement: what cannot be retried still waits.
  const lines = await selectLines(ports, batch, isMeant);
  const batchId = promised ?? (await acknowledge(ports, letter));
  await openRetry({ ...ports, newBatchId: () => batchId }, batch, lines);
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
async function acknowledge(ports: RedrivePorts, { id }: DeadLetter): Promise<string> {
  const batchId = ports.newBatchId();
  if (await ports.deadLetters.acknowledge(id, again + batchId)) return batchId;
  const how = (await ports.deadLetters.read(id))?.acknowledged ?? '';
  const promised = promisedBy(how);
  if (promised !== null) return promised;
  throw new ServiceError('conflict', `the dead letter ${id} is acknowledged: ${how}`);
}

function promisedBy(acknowledged: string | null): string | null {
  return acknowledged?.startsWith(again) ? acknowledged.slice(again.length) : null;
}
