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
