import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';
import { goodSummary, nonsense, source } from '../support/texts.ts';

const path = '/api/v1/evaluations';
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

async function evaluate(summary: string): Promise<string> {
  const body = { source_text: source, summary, api_name: 'embedded', metrics: ['relevance'] };
  const reply = await service.call('POST', `${path}/geval`, body);
  return reply.body.metadata.evaluation_id;
}

test('what was evaluated is in the history, compares, and is gone once deleted', async () => {
  const [good, bad] = [await evaluate(goodSummary), await evaluate(nonsense)];

  const history = await service.call('POST', `${path}/history`, { limit: 2 });
  const comparison = await service.call('POST', `${path}/compare`, { evaluation_ids: [good, bad] });
  const deleted = await service.call('DELETE', `${path}/results/${bad}`);
  const left = await service.call('POST', `${path}/history`, {});

  const shown = ({ body }: typeof history) =>
    body.items.map(({ evaluation_id }: { evaluation_id: string }) => evaluation_id);
  expect(shown(history)).toEqual([bad, good]);
  expect(history.body.aggregations.by_type.geval).toMatchObject({ count: 2, judge_kind: 'embedded' });
  expect(comparison.body.best_performing).toEqual({ relevance: good });
  expect([deleted.status, deleted.text]).toEqual([204, '']);
  expect(shown(left)).toEqual([good]);
  expect((await service.call('GET', `${path}/results/${bad}`)).status).toBe(404);
  expect((await service.call('DELETE', `${path}/results/${bad}`)).status).toBe(404);
});
