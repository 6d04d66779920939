import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startTestService, type TestService, untilTerminal } from '../../support/client.ts';
import { goodSummary, source } from '../../support/texts.ts';
import { makeFolder, runNode } from '../local/child.ts';

// Each command is a process of its own.
jest.setTimeout(120_000);

let folder: string;
let service: TestService;

beforeAll(async () => {
  folder = await makeFolder();
  service = await startTestService({ DATABASE_PATH: folder });
});
afterAll(() => service.stop());

/** Runs the command for the service on the folder. */
async function deadLetters(...args: readonly string[]) {
  const variables = { DATABASE_PATH: folder, TABLE_NAME: '' };
  const { code, output } = await runNode(['commands/dead-letters.ts', ...args], variables).ended();
  return { code, lines: output.trim().split('\n') };
}

/** Gives a message up. */
async function giveUp(body: string): Promise<void> {
  const queue = new SQSClient();
  const QueueUrl = process.env['DEAD_LETTER_QUEUE_URL'];
  await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  queue.destroy();
}

/** The first report on the service's health with so many dead letters. */
async function untilHealth(dead_letters: number) {
  for (;;) {
    const reply = await service.call('GET', '/api/v1/health/evaluations');
    if (reply.body.components.queue.dead_letters === dead_letters) return reply.status;
  }
}

async function gauge() {
  const { text } = await service.call('GET', '/api/v1/evaluations/metrics');
  return /^evaluation_dead_letters (\d+)$/m.exec(text)?.[1];
}

test('a dead letter degrades the service and shows in the metrics until it is discarded', async () => {
  await giveUp('unreadable');

  expect(await untilHealth(1)).toBe(206);
  expect(await gauge()).toBe('1');
  const [line = ''] = (await deadLetters('list')).lines;
  const [id = '', , ...rest] = line.split('\t');
  expect(rest).toEqual(['unreadable', '"unreadable"']);
  expect((await deadLetters('retry', '--id', id)).code).toBe(1);
  expect((await deadLetters('discard', '--id', id)).code).toBe(0);

  expect(await untilHealth(0)).toBe(200);
  expect(await gauge()).toBe('0');
  expect((await deadLetters('list')).lines).toEqual(['No dead letter waits.']);
});

test('a dead letter that is retried becomes a batch of its own, which says of which it is one', async () => {
  const path = '/api/v1/evaluations/batch';
  const bad = { source_text: source, summary: goodSummary, api_name: 'openai' };
  const asked = { evaluation_type: 'geval', api_name: 'embedded', items: [bad] };
  const { body } = await service.call('POST', path, asked);
  const old = await untilTerminal(service, `${path}/${body.batch_id}`);
  await giveUp(JSON.stringify({ v: 1, batch_id: body.batch_id, chunk: 0 }));
  await untilHealth(1);
  const [line = ''] = (await deadLetters('list')).lines;

  const retried = await deadLetters('retry', '--id', line.split('\t')[0] ?? '');

  const [id] = /batch_\w{26}$/.exec(retried.lines[0] ?? '') ?? [];
  expect((await untilTerminal(service, `${path}/${id}`)).body).toMatchObject({
    retry_of: body.batch_id,
    total_items: 1,
  });
  expect(old.body.retry_of).toBeNull();
});
