import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Reply } from '../support/client.ts';
import { type JudgedService, startJudgedService } from '../support/judged-service.ts';
import { goodSummary, source } from '../support/texts.ts';

const path = '/api/v1/evaluations/geval';
const body = { source_text: source, summary: goodSummary, metrics: ['coherence'], samples: 1 };
const judged = ['rag', 'response-quality', 'custom-metric', 'pairwise'];
const routes = [...judged, 'propositions', 'ocr'];
const later = { Prefer: 'respond-async' };
let service: JudgedService;
let keys = 0;
let key: string;

const post = (sent: unknown = body, headers = {}, to = path) =>
  service.call('POST', to, sent, { 'Idempotency-Key': key, ...headers });
const isReplay = ({ headers }: Reply) => headers.get('X-Idempotent-Replay');

beforeAll(async () => {
  service = await startJudgedService();
});
beforeEach(() => {
  service.judge.follow([{}]);
  keys += 1;
  key = `key-${keys}`;
});
afterAll(() => service.stop());

describe('an evaluation with an Idempotency-Key', () => {
  test('is judged once and answered again word for word', async () => {
    const first = await post();
    const again = await post();

    expect([first.status, isReplay(first)]).toEqual([200, null]);
    expect([again.status, isReplay(again), again.text]).toEqual([200, 'true', first.text]);
    expect(service.judge.calls).toHaveLength(1);
  });

  test.each(routes)('is answered again word for word by %s', async (route) => {
    const sample = JSON.parse(JSON.parse(readFileSync(`events/${route}.json`, 'utf8')).body);
    const sent = judged.includes(route) ? { ...sample, api_name: 'embedded' } : sample;
    const first = await post(sent, {}, `/api/v1/evaluations/${route}`);
    const again = await post(sent, {}, `/api/v1/evaluations/${route}`);

    expect([first.status, isReplay(first)]).toEqual([200, null]);
    expect([again.status, isReplay(again), again.text]).toEqual([200, 'true', first.text]);
  });

  test('is the same in another order of fields, with white space, and at a path with a slash', async () => {
    const { text } = await post();
    const reversed = Object.fromEntries(Object.entries(body).reverse());

    expect((await post(JSON.stringify(reversed, null, 2))).text).toBe(text);
    expect((await post(body, {}, `${path}/`)).text).toBe(text);
    expect(service.judge.calls).toHaveLength(1);
  });

  test('refuses another body under its key, and names first what is invalid in it', async () => {
    await post();
    const other = await post({ ...body, summary: `${goodSummary} Indeed.` });
    const invalid = await post({ ...body, summary: '' });

    expect([other.status, other.body.code, isReplay(other)]).toEqual([422, 'idempotency_key_reused', null]);
    expect([invalid.status, invalid.body.code, isReplay(invalid)]).toEqual([422, 'invalid_request', null]);
    expect(service.judge.calls).toHaveLength(1);
  });

  test('runs for its key on each route', async () => {
    const geval = await post();
    const batch = await post({ evaluation_type: 'geval', items: [body] }, {}, '/api/v1/evaluations/batch');

    expect([geval.status, batch.status, isReplay(batch)]).toEqual([200, 200, null]);
  });

  test('that is invalid is refused again in the same words', async () => {
    const first = await post({ ...body, summary: '' });
    const again = await post({ ...body, summary: '' });

    expect([first.status, isReplay(first)]).toEqual([422, null]);
    expect([again.status, isReplay(again)]).toEqual([422, 'true']);
    expect({ ...again.body, request_id: '' }).toEqual({ ...first.body, request_id: '' });
    expect((await post()).body.code).toBe('idempotency_key_reused');
  });

  test('that failed for want of a judge runs again, also with another body', async () => {
    service.judge.follow([{ status: 401 }]);
    const failed = await post();
    service.judge.follow([{}]);
    const again = await post({ ...body, summary: `${goodSummary} Indeed.` });

    expect([failed.status, isReplay(failed)]).toEqual([502, null]);
    expect([again.status, isReplay(again)]).toEqual([200, null]);
  });

  test('leads to one judge run, however many send it at once; the others learn when to come back', async () => {
    service.judge.follow([{ delayMs: 300 }]);
    const replies = await Promise.all(Array.from({ length: 50 }, () => post()));
    const scored = replies.filter(({ status }) => status === 200);
    const waiting = replies.filter(({ status }) => status === 409);

    expect(service.judge.calls).toHaveLength(1);
    expect(scored.length + waiting.length).toBe(50);
    expect(new Set(scored.map(({ text }) => text)).size).toBe(1);
    expect(waiting.map(({ headers }) => Number(headers.get('Retry-After')) > 0)).not.toContain(false);
    expect((await post()).text).toBe(scored[0]?.text);
  });

  test('that is not saved is answered again, and stays out of the results and the history', async () => {
    const unsaved = { ...body, save_results: false };
    const first = await post(unsaved);
    const again = await post(unsaved);
    const id = first.body.metadata.evaluation_id;

    expect([again.text, isReplay(again)]).toEqual([first.text, 'true']);
    expect((await service.call('GET', `/api/v1/evaluations/results/${id}`)).status).toBe(404);
    expect((await service.call('POST', '/api/v1/evaluations/history', {})).text).not.toContain(id);
  });

  test('whose result was deleted is a conflict that no waiting resolves', async () => {
    const { metadata } = (await post()).body;
    await service.call('DELETE', `/api/v1/evaluations/results/${metadata.evaluation_id}`);
    const again = await post();

    expect([again.status, again.body.code, again.headers.get('Retry-After')]).toEqual([
      409,
      'conflict',
      null,
    ]);
    expect(service.judge.calls).toHaveLength(1);
  });
});

describe('a batch with an Idempotency-Key', () => {
  const batch = { evaluation_type: 'geval', items: [body, body] };
  const batches = '/api/v1/evaluations/batch';

  test('is created once; sent again it is answered as it stands', async () => {
    const accepted = await post(batch, later, batches);
    const ended = await post(batch, {}, batches);

    expect([accepted.status, accepted.headers.get('Preference-Applied')]).toEqual([202, 'respond-async']);
    expect(isReplay(ended)).toBe('true');
    expect(ended.body.batch_id).toBe(accepted.body.batch_id);
  });

  test('is answered with its results once it has ended', async () => {
    const first = await post(batch, {}, batches);
    const again = await post(batch, later, batches);

    expect([first.status, isReplay(first)]).toEqual([200, null]);
    expect([again.status, isReplay(again), again.text]).toEqual([200, 'true', first.text]);
  });

  test('of one, that a scoring route accepted, is answered as a batch whatever the caller prefers now', async () => {
    const accepted = await post(body, later);
    const again = await post();

    expect([again.status, isReplay(again)]).toEqual([202, 'true']);
    expect(again.body.batch_id).toBe(accepted.body.batch_id);
    expect(again.headers.get('Location')).toBe(accepted.headers.get('Location'));
    const { body: listed } = await service.call('GET', `${batches}?limit=1`);
    expect(listed.batches[0].batch_id).toBe(accepted.body.batch_id);
  });
});

describe('an Idempotency-Key', () => {
  test.each([
    ['nothing', ''],
    ['a space', 'two words'],
    ['a letter beyond ASCII', 'é'],
    ['256 characters', 'k'.repeat(256)],
  ])('of %s is refused', async (_what, unsuitable) => {
    const reply = await post(body, { 'Idempotency-Key': unsuitable });

    expect([reply.status, reply.body.code]).toEqual([422, 'invalid_request']);
    expect(reply.body.errors[0].loc).toEqual(['header', 'Idempotency-Key']);
    expect(service.judge.calls).toHaveLength(0);
  });

  test('has up to 255 characters', async () => {
    expect((await post(body, { 'Idempotency-Key': `${key}~`.padEnd(255, '!') })).status).toBe(200);
  });
});
