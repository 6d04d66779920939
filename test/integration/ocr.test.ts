import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestService, type TestService } from '../support/client.ts';

const path = '/api/v1/evaluations/ocr';
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const hello = { id: 'page-1', extracted_text: 'hello wurld', ground_truth_text: 'hello world' };
const fox = { id: 'page-2', extracted_text: 'the quick brown fx', ground_truth_text: 'the quick brown fox' };
const body = { items: [hello, fox], thresholds: { max_wer: 0.25 } };

describe('recognised texts', () => {
  test('are measured without a judge', async () => {
    const reply = await service.call('POST', path, body);

    expect(reply.status).toBe(200);
    expect(reply.body.results.summary).toMatchObject({ avg_wer: 0.375, count: 2, pass_rate: 0.5 });
    expect(reply.body.results.results).toMatchObject([
      { id: 'page-1', cer: 0.090909, passed: false, failed_reasons: ['wer>0.25'] },
      { id: 'page-2', wer: 0.25, passed: true, failed_reasons: [] },
    ]);
    expect(reply.body.metadata.judge).toBeNull();
    expect(reply.body.metadata.usage.calls).toBe(0);
  });

  test('come with them: a path of the server is not looked at', async () => {
    const item = { ...hello, path: '/etc/passwd', file: '/etc/passwd' };

    const reply = await service.call('POST', path, { items: [item], path: '/etc/passwd' });

    expect(reply.body.results.results).toMatchObject([{ id: 'page-1', cer: 0.090909 }]);
    expect(reply.body.metadata.warnings).toEqual([
      'unknown field "items[0].path" was ignored',
      'unknown field "items[0].file" was ignored',
      'unknown field "path" was ignored',
    ]);
    expect(reply.text).not.toContain('passwd');
  });

  test('have no pages, which is said where page_coverage is asked for', async () => {
    const reply = await service.call('POST', path, { ...body, metrics: ['cer', 'page_coverage'] });

    expect(reply.body.skipped_metrics).toEqual([{ name: 'page_coverage', reason: 'a text has no pages' }]);
    expect(reply.body.results.summary).toMatchObject({ avg_wer: null, avg_page_coverage: null });
  });

  test('in a batch take its metrics as defaults, fail alone, and are aggregated', async () => {
    const items = [{ items: [hello] }, { items: [fox] }, { items: [{ id: 'page-3' }] }];

    const reply = await service.call('POST', '/api/v1/evaluations/batch', {
      evaluation_type: 'ocr',
      metrics: ['wer', 'page_coverage'],
      items,
    });

    expect(reply.body).toMatchObject({ status: 'completed', successful: 2, failed: 1, average_score: null });
    expect(reply.body.aggregate_metrics).toMatchObject({
      wer: { mean: 0.375, count: 2, skipped: 0 },
      page_coverage: { mean: null, count: 0, skipped: 2 },
    });
    expect(reply.body.results[2].error).toEqual({
      code: 'invalid_request',
      detail: 'items[2].items[0].extracted_text must be a string',
    });
    expect(reply.body.usage.calls).toBe(0);
  });

  test.each([
    ['no item', { items: [] }, ['items'], /^items has 0 items; at least 1$/],
    ['100,000 items', { items: Array(100_000).fill(0) }, ['items'], /^items has 100000 items; at most 100$/],
    [
      'a path instead of a text',
      { items: [hello, { id: 'b', path: '/etc/passwd', ground_truth_text: '' }] },
      ['items', 1, 'extracted_text'],
      /^items\[1\]\.extracted_text must be a string$/,
    ],
    [
      'texts that take too long to compare',
      { items: [{ ...hello, extracted_text: 'x'.repeat(60_000), ground_truth_text: 'y'.repeat(60_000) }] },
      ['items'],
      /^items take 3600000000 comparisons .* at most 2000000000/,
    ],
    [
      'a coverage of 2',
      { ...body, thresholds: { min_coverage: 2 } },
      ['thresholds', 'min_coverage'],
      /^thresholds\.min_coverage must be at most 1$/,
    ],
    ['an unknown metric', { ...body, metrics: ['ter'] }, ['metrics', 0], /^metrics\[0\] must be one of cer,/],
  ])('with %s are a 422 that names the field', async (_, invalid, field, detail) => {
    const reply = await service.call('POST', path, invalid);

    expect(reply.status).toBe(422);
    expect(reply.body.code).toBe('invalid_request');
    expect(reply.body.detail).toMatch(detail);
    expect(reply.body.errors[0].loc).toEqual(['body', ...field]);
  });
});
