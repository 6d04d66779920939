import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { overrideSharedCircuit } from '../../src/judges/override-circuit.ts';
import { breakers } from '../../src/platform/breakers.ts';
import type { Override } from '../../src/resilience/breaker-override.ts';
import { type Reply, startTestService, type TestService } from '../support/client.ts';
import { type Operation, operations } from '../support/documented-answer.ts';
import { type JudgeScript, type ScriptedJudge, startScriptedJudge } from '../support/scripted-judge.ts';
import { webhookWays } from '../support/webhook-answers.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

/** Statuses that no request can provoke here, with the reason; of one operation, or of all that have them. */
const unprovoked: Readonly<Record<string, string>> = {
  429: 'the gateway limits on AWS; nothing limits on one machine',
  500: 'a fault of the service: one that is known would be corrected',
  504: 'takes the 26 seconds of a request',
  'batch-uploads 409':
    'the form is signed before a second request with the key can find the first one running',
  ...Object.fromEntries(
    operations
      .filter(({ responses }) => !JSON.stringify(responses[503]).includes('missing_provider_credentials'))
      .map(({ operationId }) => [`${operationId} 503`, 'the storage or the function itself must be gone']),
  ),
};

/** Answers that need the service in another configuration. */
const elsewhere = [
  {
    variables: { HEALTH_CHECK_ENABLED: 'false', METRICS_ALLOWED_CIDRS: '203.0.113.0/24' },
    answers: ['health-live 404', 'health-ready 404', 'health-evaluations 404', 'metrics 403'],
  },
  { variables: { METRICS_ENABLED: 'false' }, answers: ['metrics 404'] },
];

const documented = operations.flatMap((operation) =>
  Object.keys(operation.responses).map((status) => ({
    named: `${operation.operationId} ${status}`,
    status: Number(status),
    operation,
  })),
);
const apart = elsewhere.flatMap(({ answers }) => answers);
const provoked = documented.filter(
  ({ named, status }) => !unprovoked[status] && !unprovoked[named] && !apart.includes(named),
);

let service: TestService;
let judge: ScriptedJudge;
let receiver: WebhookReceiver;
let ids: Readonly<Record<string, string>>;

// What another configuration below has set stays in the process, so each names all of it.
const usual = {
  HEALTH_CHECK_ENABLED: 'true',
  METRICS_ENABLED: 'true',
  METRICS_ALLOWED_CIDRS: '127.0.0.0/8',
  OPENAI_MODEL: 'scripted',
  MISTRAL_API_KEY: '',
  WEBHOOK_ALLOW_PRIVATE: 'true',
};
const later = { Prefer: 'respond-async' };
const bodyOf = ({ requestBody }: Operation) => requestBody?.content['application/json']?.example;

function send(operation: Operation, over: object = {}, headers = {}): Promise<Reply> {
  const body = bodyOf(operation);
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name) => ids[name] ?? name);
  return service.call(operation.method, `/api/v1${path}`, body && { ...body, ...over }, headers);
}

const embedded = { api_name: 'embedded' };
const openai = { api_name: 'openai' };

/** How each status is provoked, whatever the operation. */
const ways: Readonly<Record<number, (operation: Operation) => Promise<Reply>>> = {
  200: (operation) => send(operation, embedded),
  202: (operation) => send(operation, embedded, later),
  400: ({ method, path }) => service.call(method, `/api/v1${path}`, '{'),
  401: (operation) => send(operation, {}, { 'X-API-KEY': '' }),
  404: ({ method, path }) => service.call(method, `/api/v1${path.replace(/\{\w+\}/, 'unknown')}`),
  409: (operation) => sendAfterDeletion(operation, embedded),
  413: (operation) => send(operation, { padding: 'x'.repeat(3_000_000) }),
  415: (operation) => send(operation, {}, { 'Content-Type': 'text/plain' }),
  422: (operation) =>
    bodyOf(operation)
      ? service.call(operation.method, `/api/v1${operation.path}`, {})
      : send({ ...operation, path: `${operation.path}?limit=0` }),
  502: (operation) => judgedBy([{ status: 401 }], () => send(operation, openai)),
  503: (operation) => send(operation, { api_name: 'groq' }),
};

/** What takes more than one request. */
const ownWays: Readonly<Record<string, (operation: Operation) => Promise<Reply>>> = {
  'batch 409': (operation) => judgedBy([{ delayMs: 300 }], () => sendTwice(operation, openai)),
  'batch-uploads 201': (operation) => send(operation),
  'batch-uploads 422': (operation) => send(operation, {}, { 'Idempotency-Key': 'x'.repeat(256) }),
  'batch-download 303': (operation) => send(operation),
  'batch-download 409': (operation) => judgedBy([{ delayMs: 300 }], () => onNewBatch(operation, openai)),
  'batch-cancel 202': (operation) => judgedBy([{ delayMs: 300 }], () => onNewBatch(operation, openai)),
  'batch-cancel 409': (operation) => send(operation),
  'result-delete 204': async (operation) => {
    const { body } = await evaluate(embedded);
    return at(operation, body.metadata.evaluation_id);
  },
  'result-delete 409': (operation) => at(operation, `${ids['batch_id']?.replace('batch_', 'evr_')}_0`),
  'history 422': (operation) => send(operation, { limit: 0 }),
  'compare 200': async (operation) => {
    const other = await evaluate(embedded);
    return send(operation, { evaluation_ids: [ids['evaluation_id'], other.body.metadata.evaluation_id] });
  },
  'compare 404': (operation) => send(operation),
  ...webhookWays({
    register: operationOf('webhook-register'),
    remove: operationOf('webhook-delete'),
    send,
    url: () => receiver.url,
  }),
  'health-evaluations 206': async (operation) => {
    await override('open');
    const reply = await untilAnswered(206, operation);
    await override('automatic');
    await untilAnswered(200, operation);
    return reply;
  },
};

function override(wanted: Override): Promise<unknown> {
  const name = { provider: 'openai', model: 'kept-away' };
  return overrideSharedCircuit(breakers(), { name, wanted, now: Date.now(), reason: 'a test' });
}

/** The answer with a status, once what is kept for some seconds is forgotten. */
async function untilAnswered(status: number, operation: Operation): Promise<Reply> {
  for (;;) {
    const reply = await send(operation);
    if (reply.status === status) return reply;
    await pause(100);
  }
}

/** The operation on one result. */
function at({ method, path }: Operation, evaluationId: string): Promise<Reply> {
  return service.call(method, `/api/v1${path.replace('{evaluation_id}', evaluationId)}`);
}

async function judgedBy(script: JudgeScript, act: () => Promise<Reply>): Promise<Reply> {
  judge.follow(script);
  try {
    return await act();
  } finally {
    judge.follow([{}]);
  }
}

/** Two requests with one key at once: the reply to the one that finds the other running. */
async function sendTwice(operation: Operation, over: object): Promise<Reply> {
  const key = { 'Idempotency-Key': 'twice' };
  const replies = await Promise.all([send(operation, over, key), send(operation, over, key)]);
  return replies.sort((one, other) => other.status - one.status)[0] as Reply;
}

/** A key whose result is gone. */
async function sendAfterDeletion(operation: Operation, over: object): Promise<Reply> {
  const key = { 'Idempotency-Key': 'deleted' };
  const { body } = await send(operation, over, key);
  await service.call('DELETE', `/api/v1/evaluations/results/${body.metadata.evaluation_id}`);
  return send(operation, over, key);
}

const geval = operationOf('geval');
const batch = operationOf('batch');
const evaluate = (over: object) => send(geval, { metrics: ['fluency'], samples: 1, ...over });

function operationOf(name: string): Operation {
  return operations.find(({ operationId }) => operationId === name) as Operation;
}

/** The operation on a batch whose items wait for the judge. */
async function onNewBatch(operation: Operation, over: object): Promise<Reply> {
  const { body } = await send(batch, over, later);
  return service.call(operation.method, `/api/v1${operation.path.replace('{batch_id}', body.batch_id)}`);
}

describe('every documented answer that a request can provoke', () => {
  beforeAll(async () => {
    judge = await startScriptedJudge();
    receiver = await startWebhookReceiver();
    service = await startTestService({ ...usual, OPENAI_BASE_URL: judge.baseUrl });
    const done = await send(batch, embedded);
    const single = await evaluate(embedded);
    const { batch_id } = done.body;
    ids = { batch_id, evaluation_id: single.body.metadata.evaluation_id, asset: 'page.js' };
  });
  afterAll(async () => {
    await service.stop();
    await judge.stop();
    await receiver.stop();
  });

  test.each(provoked)('$named', async ({ named, status, operation }) => {
    const provoke = ownWays[named] ?? ways[status];

    expect((await provoke?.(operation))?.status).toBe(status);
  });
});

describe.each(elsewhere)('with $variables', ({ variables, answers }) => {
  beforeAll(async () => {
    service = await startTestService({ ...usual, ...variables });
  });
  afterAll(() => service.stop());

  test.each(documented.filter(({ named }) => answers.includes(named)))(
    '$named',
    async ({ status, operation }) => {
      expect((await send(operation)).status).toBe(status);
    },
  );
});

test('what is said not to be provoked, or elsewhere, is documented', () => {
  const names = documented.flatMap(({ named, status }) => [String(status), named]);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(unprovoked), ...apart]));
});
