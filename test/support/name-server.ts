import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';

/** What a name server knows of a name: the bytes of its addresses by the type of the record, or null to say nothing at all. */
export type Zone = Readonly<Record<string, Partial<Record<RecordType, readonly Buffer[]>> | null>>;

type RecordType = 'A' | 'AAAA';

/** A real name server on the loopback address, over UDP. */
export interface NameServer {
  readonly address: string;
  /** The questions so far, such as `A hooks.example`. */
  readonly asked: readonly string[];
  /** Resolves once that many questions are there. */
  awaitQuestions(count: number): Promise<void>;
  stop(): Promise<void>;
}

const typeNumbers: Readonly<Record<RecordType, number>> = { A: 1, AAAA: 28 };

/** Starts a name server; a name that is not in its zone does not exist. */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  const arrivals = new EventEmitter();
  socket.on('message', (question, { port, address }) => {
    const { name, type, end } = readQuestion(question);
    asked.push(`${type} ${name}`);
    arrivals.emit('question');
    const known = zone[name];
    if (known === null) return;
    const records = known?.[type] ?? [];
    socket.send(answerTo(question.subarray(0, end), records, { type, isKnown: !!known }), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    async awaitQuestions(count) {
      while (asked.length < count) await once(arrivals, 'question');
    },
    async stop() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

const headerBytes = 12;

function readQuestion(question: Buffer): { name: string; type: RecordType; end: number } {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = question.readUInt8(at); length > 0; length = question.readUInt8(at)) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = question.readUInt16BE(at + 1) === typeNumbers.A ? 'A' : 'AAAA';
  return { name: labels.join('.').toLowerCase(), type, end: at + 5 };
}

function answerTo(
  question: Buffer,
  records: readonly Buffer[],
  { type, isKnown }: { readonly type: RecordType; readonly isKnown: boolean },
): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(records.length, 6);
  // One question and nothing beside the answers, whatever came along.
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, ...records.map((address) => recordOf(address, typeNumbers[type]))]);
}

/** A record of the name that was asked for, good for a minute. */
function recordOf(address: Buffer, type: number): Buffer {
  const head = Buffer.from([0xc0, headerBytes, 0, type, 0, 1, 0, 0, 0, 60, 0, address.length]);
  return Buffer.concat([head, address]);
}
