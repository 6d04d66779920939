import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestService, type TestService, untilTerminal } from '../support/client.ts';
import { goodSummary, nonsense, source } from '../support/texts.ts';
import { upload } from '../support/uploads.ts';

const path = '/api/v1/evaluations/batch';
let service: TestService;

beforeAll(async () => {
  service = await startTestService({ RECONCILER_SECONDS: '1' });
});
afterAll(() => service.stop());

const good = JSON.stringify({ source_text: source, summary: goodSummary });
const bad = JSON.stringify({ source_text: source, summary: nonsense });
const submit = (uploadIds: readonly string[], fields: Record<string, unknown> = {}) =>
  service.call('POST', path, {
    evaluation_type: 'geval',
    api_name: 'embedded',
    metrics: ['fluency'],
    input_upload_ids: uploadIds,
    ...fields,
  });

async function submitAndWait(files: readonly (string | Uint8Array<ArrayBuffer>)[]) {
  const ids: string[] = [];
  for (const file of files) ids.push(await upload(service, file));
  const { body } = await submit(ids);
  return untilTerminal(service, `${path}/${body.batch_id}`);
}

async function download(batchId: string): Promise<Response> {
  const redirect = await fetch(`${service.url}${path}/${batchId}/results.jsonl`, {
    headers: { 'X-API-KEY': service.apiKey },
    redirect: 'manual',
  });
  expect(redirect.status).toBe(303);
  return fetch(redirect.headers.get('location') ?? '');
}

describe('an uploaded batch', () => {
  test('is answered 202 at once, and counted once it has been split', async () => {
    const id = await upload(service, `${good}\n${bad}\n`);
    const accepted = await submit([id]);

    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('location')).toBe(`${path}/${accepted.body.batch_id}`);
    expect(accepted.body).toMatchObject({ total_items: null, pending: null, successful: 0, error: null });
    const done = await untilTerminal(service, `${path}/${accepted.body.batch_id}`);
    expect(done.body).toMatchObject({ status: 'completed', total_items: 2, successful: 2, pending: 0 });
    expect(done.body.aggregate_metrics.fluency.count).toBe(2);
  });

  test('has the lines of its files in order, plain or gzip, with either end of line and none at the last', async () => {
    const done = await submitAndWait([`${good}\r\n\r\n${bad}`, gzipSync(`${bad}\n   \n${good}`)]);

    const page = await service.call('GET', `${path}/${done.body.batch_id}/results`);
    const scores = page.body.results.map(
      (item: { results: { average_score: number } }) => item.results.average_score,
    );
    expect(scores).toHaveLength(4);
    expect([scores[0], scores[1]]).toEqual([scores[3], scores[2]]);
    expect(scores[0]).not.toBe(scores[1]);
  });

  test('gives all its results as one file, the same as its pages', async () => {
    const done = await submitAndWait([`${good}\n{}\n${bad}\n`]);

    const file = await download(done.body.batch_id);
    const page = await service.call('GET', `${path}/${done.body.batch_id}/results`);
    expect(file.headers.get('content-type')).toBe('application/jsonl');
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="${done.body.batch_id}.jsonl"`,
    );
    const lines = (await file.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(page.body.results);
  });
});

describe('the results as a file', () => {
  test('are a conflict before the batch has ended', async () => {
    const { body } = await submit([await upload(service, Array(20).fill(good).join('\n'))]);

    const early = await service.call('GET', `${path}/${body.batch_id}/results.jsonl`);
    expect([early.status, early.body?.code]).toEqual([409, 'conflict']);
    await untilTerminal(service, `${path}/${body.batch_id}`);
  });

  test('of inline items are made when they are asked for, and again the same', async () => {
    const { body } = await service.call('POST', path, {
      evaluation_type: 'geval',
      api_name: 'embedded',
      items: [JSON.parse(good), {}],
    });

    const first = await (await download(body.batch_id)).text();
    expect(
      first
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(body.results);
    expect(await (await download(body.batch_id)).text()).toBe(first);
  });

  test('of an unknown batch are not found', async () => {
    const reply = await service.call('GET', `${path}/batch_01KB0000000000000000000000/results.jsonl`);
    expect(reply.status).toBe(404);
  });
});

describe('a batch is made of one of both', () => {
  test.each([
    ['neither items nor uploads', {}],
    ['items and uploads', { items: [{}], input_upload_ids: ['upl_01KAXVR2M4Q8ZC7T5N3W9HJ6EB'] }],
  ])('%s are refused', async (_name, fields) => {
    const reply = await service.call('POST', path, { evaluation_type: 'geval', ...fields });
    expect(reply.status).toBe(422);
    expect(reply.body.detail).toBe('items must be given, or input_upload_ids instead: one of both');
  });

  test('the same upload twice is refused', async () => {
    const id = await upload(service, good);
    const reply = await submit([id, id]);
    expect([reply.status, reply.body.detail]).toEqual([
      422,
      'input_upload_ids must not name the same one twice',
    ]);
  });

  test('an upload that is not there is named, with its place', async () => {
    const { body } = await service.call('POST', `${path}/uploads`);
    const reply = await submit([body.upload_id]);
    expect(reply.status).toBe(422);
    expect(reply.body.detail).toBe(
      `input_upload_ids[0]: ${body.upload_id} names no file that you have uploaded`,
    );
    expect(reply.body.errors[0].loc).toEqual(['body', 'input_upload_ids', 0]);
  });
});
