import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { type JudgedService, startJudgedService } from '../../support/judged-service.ts';
import { goodSummary, source } from '../../support/texts.ts';
import { type Received, startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

const base = '/api/v1/evaluations';
const item = { source_text: source, summary: goodSummary, metrics: ['fluency'], samples: 1 };
const batch = { evaluation_type: 'geval', api_name: 'embedded' };
let service: JudgedService;
let receiver: WebhookReceiver;
let secret: string;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  service = await startJudgedService([{}], { WEBHOOK_ALLOW_PRIVATE: 'true' });
  const { body } = await service.call('POST', `${base}/webhooks`, { url: `${receiver.url}/hook` });
  secret = body.secret;
});
afterAll(async () => {
  await service.stop();
  await receiver.stop();
});

/** The first message about a subject's event, once it is there. */
async function awaitEvent(event: string, subject: string): Promise<Received> {
  const isIt = ({ headers, body }: Received) =>
    headers['x-webhook-event'] === event && body.includes(subject);
  for (;;) {
    const found = receiver.received.find(isIt);
    if (found) return found;
    await receiver.awaitRequests(receiver.received.length + 1);
  }
}

/** The messages with these ids, once they are there. */
async function awaitMessages(ids: readonly string[]): Promise<readonly Received[]> {
  while (!ids.every((id) => receiver.messageIds().has(id))) {
    await receiver.awaitRequests(receiver.received.length + 1);
  }
  return ids.flatMap((id) => receiver.received.find(({ headers }) => headers['webhook-id'] === id) ?? []);
}

function verified({ headers, body }: Received) {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
  return new Verifier(secret).verify(body, headers as Record<string, string>) as any;
}

test('an evaluation sends two messages that verify, and no text under test', async () => {
  const { body } = await service.call('POST', `${base}/geval`, { ...item, api_name: 'embedded' });
  const { evaluation_id } = body.metadata;

  const started = await awaitEvent('evaluation.started', evaluation_id);
  const requests = [started, ...(await awaitMessages([`msg_${evaluation_id}_completed`]))];

  expect(requests.map((each) => verified(each).event)).toEqual([
    'evaluation.started',
    'evaluation.completed',
  ]);
  expect(JSON.stringify(requests)).not.toContain('Harrow');
});

test('an evaluation that fails says so, with the code of the failure', async () => {
  service.judge.follow([{ status: 401 }]);
  const { status } = await service.call('POST', `${base}/geval`, { ...item, api_name: 'openai' });
  service.judge.follow([{}]);

  const isFailure = ({ headers }: Received) => headers['x-webhook-event'] === 'evaluation.failed';
  while (!receiver.received.some(isFailure)) await receiver.awaitRequests(receiver.received.length + 1);

  expect(status).toBe(502);
  expect(verified(receiver.received.find(isFailure) as Received).data).toEqual({
    evaluation_type: 'geval',
    status: 'failed',
    error: { code: 'provider_rejected' },
  });
});

test('an evaluation that is asked for again after its failure sends further messages, not other copies of the first', async () => {
  const sent = { ...item, metrics: ['coherence'], api_name: 'openai' };
  const call = () => service.call('POST', `${base}/geval`, sent, { 'Idempotency-Key': 'again' });
  service.judge.follow([{ status: 401 }]);
  await call();
  service.judge.follow([{}]);
  const { evaluation_id } = (await call()).body.metadata;
  const own = () => receiver.received.filter(({ body }) => body.includes(evaluation_id));

  while (own().length < 4) await receiver.awaitRequests(receiver.received.length + 1);

  const events = own().map((each) => verified(each).event);
  expect(events.sort()).toEqual([
    'evaluation.completed',
    'evaluation.failed',
    'evaluation.started',
    'evaluation.started',
  ]);
  expect(new Set(own().map(({ headers }) => headers['webhook-id'])).size).toBe(4);
});

test('a batch sends its start and its end, once each', async () => {
  const { body } = await service.call('POST', `${base}/batch`, { ...batch, items: Array(12).fill(item) });

  await awaitMessages([`msg_${body.batch_id}_started`, `msg_${body.batch_id}_completed`]);

  const own = receiver.received.filter((each) => each.body.includes(body.batch_id));
  expect(own.map((each) => verified(each).event).sort()).toEqual(['batch.completed', 'batch.started']);
});

test('a cancelled batch says so', async () => {
  service.judge.follow([{ delayMs: 300 }]);
  const slow = { ...batch, api_name: 'openai', items: Array(9).fill(item) };
  const { body } = await service.call('POST', `${base}/batch`, slow, { Prefer: 'respond-async' });
  await service.call('POST', `${base}/batch/${body.batch_id}/cancel`);
  service.judge.follow([{}]);

  await expect(awaitMessages([`msg_${body.batch_id}_cancelled`])).resolves.toHaveLength(1);
});

test('what fails comes again five seconds later, with the same id and the same bytes', async () => {
  const unsteady = await startWebhookReceiver();
  unsteady.answer({ status: 500 }, {});
  const fields = { url: unsteady.url, events: ['batch.completed'] };
  const { body: webhook } = await service.call('POST', `${base}/webhooks`, fields);
  await service.call('POST', `${base}/batch`, { ...batch, items: [item] });

  const [first, second] = await unsteady.awaitRequests(2);

  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.body).toBe(first?.body);
  const log = `${base}/webhooks?webhook_id=${webhook.webhook_id}`;
  let delivery: { outcome?: string; attempts?: number } = {};
  while (delivery.outcome !== 'delivered') [delivery] = (await service.call('GET', log)).body.deliveries;
  expect(delivery.attempts).toBe(2);
  await service.call('DELETE', `${base}/webhooks?url=${unsteady.url}`);
  await unsteady.stop();
});
