import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';
import { goodSummary, source } from '../support/texts.ts';

const path = '/api/v1/evaluations/metrics';
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

function seriesValue(text: string, series: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

test('an idle service shows the limits at 0, in the plain text format', async () => {
  const reply = await service.call('GET', path);

  expect(reply.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(reply.text).toMatch(
    /^rate_limit_hits_total\{plan="free",limit_type="minute",endpoint="geval"\} 0$/m,
  );
  expect(reply.text).toMatch(/^evaluation_queue_depth 0$/m);
  expect(reply.text).toMatch(/^evaluation_service_info\{version="[^"]+"\} 1$/m);
});

test('counts what happened, single evaluations and batch items alike', async () => {
  const body = { source_text: source, summary: goodSummary, api_name: 'embedded' };
  const before = await service.call('GET', path);
  await service.call('POST', '/api/v1/evaluations/geval', body);
  await service.call('POST', '/api/v1/evaluations/batch', {
    evaluation_type: 'geval',
    api_name: 'embedded',
    items: [body, body],
  });
  const after = await service.call('GET', path);

  const grew = (series: string) =>
    (seriesValue(after.text, series) ?? 0) - (seriesValue(before.text, series) ?? 0);
  expect(grew('evaluations_total{type="geval",provider="embedded",status="completed"}')).toBe(3);
  expect(grew('evaluation_scores_count{type="geval",metric="fluency"}')).toBe(3);
  expect(grew('evaluation_requests_total{endpoint="geval",method="POST",status="200"}')).toBe(1);
  expect(grew('evaluation_request_duration_seconds_count{endpoint="batch",method="POST"}')).toBe(1);
});
