import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Reply, startTestService, type TestService, untilTerminal } from '../support/client.ts';
import { goodSummary, nonsense, source } from '../support/texts.ts';

const path = '/api/v1/evaluations/batch';
let service: TestService;

beforeAll(async () => {
  service = await startTestService({ RECONCILER_SECONDS: '1' });
});
afterAll(() => service.stop());

const item = { source_text: source, summary: goodSummary };
const submit = (fields: Record<string, unknown>, headers: Record<string, string> = {}) =>
  service.call('POST', path, { evaluation_type: 'geval', api_name: 'embedded', ...fields }, headers);

describe('a batch', () => {
  test('answers 200 with every result in input order and aggregates with intervals', async () => {
    const reply = await submit({
      items: [item, { ...item, summary: nonsense }, item],
      metrics: ['coherence', 'relevance'],
    });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      status: 'completed',
      total_items: 3,
      successful: 3,
      failed: 0,
      cancelled: 0,
      pending: 0,
    });
    expect(reply.body.results.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
    expect(Object.keys(reply.body.aggregate_metrics).sort()).toEqual(['coherence', 'relevance']);
    const { mean, ci_low, ci_high, count } = reply.body.aggregate_metrics.coherence;
    expect(count).toBe(3);
    expect(ci_low).toBeLessThanOrEqual(mean);
    expect(ci_high).toBeGreaterThanOrEqual(mean);
  });

  test('fails an invalid item alone, and names what is wrong with it', async () => {
    const reply = await submit({ items: [item, { source_text: 5 }, 'text', null] });

    expect(reply.body).toMatchObject({ status: 'completed', successful: 1, failed: 3 });
    expect(reply.body.results[1].error).toEqual({
      code: 'invalid_request',
      detail: 'items[1].source_text must be a string',
    });
    expect(reply.body.results[3].error.code).toBe('invalid_request');
    expect(reply.body.aggregate_metrics.coherence.count).toBe(1);
  });

  test('names the item also where its choice of a judge cannot be met', async () => {
    const reply = await submit({ items: [{ ...item, model: 'm' }] });

    expect(reply.body.results[0].error).toEqual({
      code: 'invalid_request',
      detail: expect.stringMatching(/^items\[0\]\.model must be /),
    });
  });

  test('is failed when nothing was scored', async () => {
    const reply = await submit({ items: [{}, {}] });

    expect(reply.body).toMatchObject({
      status: 'failed',
      failed: 2,
      average_score: null,
      aggregate_metrics: {},
    });
  });

  test('each item reads back by its own id', async () => {
    const { body } = await submit({ items: [item, {}] });

    const [completed, failed] = await Promise.all(
      body.results.map(({ evaluation_id }: { evaluation_id: string }) =>
        service.call('GET', `/api/v1/evaluations/results/${evaluation_id}`),
      ),
    );
    expect(completed.body).toMatchObject({ status: 'completed', index: 0, batch_id: body.batch_id });
    expect(completed.body.results.metrics).toEqual(body.results[0].results.metrics);
    expect(failed.body).toMatchObject({ status: 'failed', index: 1, error: { code: 'invalid_request' } });
  });

  test('respond-async is 202 with a Location that leads to the finished batch', async () => {
    const accepted = await submit({ items: [item] }, { Prefer: 'respond-async' });

    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('location')).toBe(`${path}/${accepted.body.batch_id}`);
    expect(accepted.body).not.toHaveProperty('results');
    const done = await untilTerminal(service, `${path}/${accepted.body.batch_id}`);
    expect(done.body).toMatchObject({ status: 'completed', successful: 1, pending: 0 });
  });

  test('its results page by cursor without gaps or repeats', async () => {
    const { body } = await submit({ items: Array(10).fill(item), metrics: ['fluency'] });

    const indexes: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Reply = await service.call(
        'GET',
        `${path}/${body.batch_id}/results?limit=3${cursor && `&cursor=${cursor}`}`,
      );
      indexes.push(...page.body.results.map(({ index }: { index: number }) => index));
      cursor = page.body.next_cursor;
    }
    expect(indexes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('the list shows the newest first and pages by cursor', async () => {
    const first = await submit({ items: [item] });
    const second = await submit({ items: [item] });

    const top = await service.call('GET', `${path}?limit=1`);
    const next = await service.call('GET', `${path}?limit=1&cursor=${top.body.next_cursor}`);
    expect(top.body.batches[0].batch_id).toBe(second.body.batch_id);
    expect(next.body.batches[0].batch_id).toBe(first.body.batch_id);
  });

  test('a terminal batch cannot be cancelled', async () => {
    const { body } = await submit({ items: [item] });

    const reply = await service.call('POST', `${path}/${body.batch_id}/cancel`);
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ code: 'conflict', detail: 'the batch is already completed' });
  });

  test('stops after the first failure when asked to, and cancels the rest', async () => {
    const reply = await submit({
      items: [{}, ...Array(20).fill(item)],
      continue_on_error: false,
      parallel_workers: 1,
    });

    expect(reply.body.status).toBe('failed');
    expect(reply.body.failed).toBe(1);
    expect(reply.body.successful + reply.body.failed + reply.body.cancelled).toBe(21);
  });
});
