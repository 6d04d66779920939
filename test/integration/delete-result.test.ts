import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callAs, postAs } from '../support/caller.ts';
import { storeResult } from '../support/stored-results.ts';
import { goodSummary, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

const call = (httpMethod: string, id: string, tenant = 'tenant-a') =>
  callAs(tenant, 'results', { httpMethod, pathParameters: { evaluation_id: id } });

describe('deleting a result', () => {
  test('answers 204 without a body, and it is gone from the results and the history', async () => {
    const tenant = 'tenant-of-one';
    const { id } = await storeResult({ tenant });

    const deleted = await call('DELETE', id, tenant);

    expect(deleted).toEqual({ status: 204, body: null });
    expect((await call('GET', id, tenant)).status).toBe(404);
    expect((await postAs(tenant, 'history', {})).body).toMatchObject({ total_count: 0, items: [] });
  });

  test('twice at once answers 204 once', async () => {
    const { id } = await storeResult({ tenant: 'tenant-a' });

    const replies = await Promise.all([call('DELETE', id), call('DELETE', id)]);

    expect(replies.map(({ status }) => status).sort()).toEqual([204, 404]);
  });

  test('of another tenant is 404 and leaves it alone', async () => {
    const { id } = await storeResult({ tenant: 'tenant-b' });

    expect((await call('DELETE', id)).status).toBe(404);
    expect((await call('GET', id, 'tenant-b')).status).toBe(200);
  });

  test.each(['evr_01KB0000000000000000000000', 'evr_01KB0000000000000000000000_0', 'RESULT', ''])(
    'that never was (%j) is 404',
    async (id) => {
      expect(await call('DELETE', id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    },
  );

  test('that has expired is 404', async () => {
    const { id } = await storeResult({ tenant: 'tenant-a', isExpired: true });

    expect((await call('DELETE', id)).status).toBe(404);
  });

  test('that is an item of a batch is a conflict, and another tenant’s item is 404', async () => {
    const { batchId } = await bench.submit({ items: [{ source_text: source, summary: goodSummary }] });
    const id = `evr_${batchId.slice('batch_'.length)}_0`;

    expect(await call('DELETE', id)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: 'an item of a batch cannot be deleted alone' },
    });
    expect((await call('DELETE', id, 'tenant-b')).status).toBe(404);
  });
});
