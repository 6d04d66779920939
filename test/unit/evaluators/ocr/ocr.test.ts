import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OcrBody } from '../../../../src/evaluators/ocr/body.ts';
import { OcrResults, ocr } from '../../../../src/evaluators/ocr/ocr.ts';

type Fields = Readonly<Record<string, unknown>>;

const item = (extracted_text: string, ground_truth_text: string, id = 'a') => ({
  id,
  extracted_text,
  ground_truth_text,
});
const evaluate = (items: readonly Fields[], fields: Fields = {}) =>
  ocr.evaluate(OcrBody.parse({ items, ...fields }));
const first = (items: readonly Fields[], fields: Fields = {}) => evaluate(items, fields).results.results[0];

const hello = item('hello wurld', 'hello world');
const fox = item('the quick brown fx', 'the quick brown fox');

describe('recognised text', () => {
  test('has character errors per character and word errors per word of the ground truth', () => {
    expect(first([hello])).toEqual({
      id: 'a',
      cer: 0.090909,
      wer: 0.5,
      coverage: 1,
      page_coverage: null,
      passed: null,
      failed_reasons: [],
    });
    expect(first([fox])?.wer).toBe(0.25);
  });

  test.each([
    ['nothing', '', 0],
    ['whitespace', ' \n', 0],
    ['anything', 'abc', 1],
  ])('against an empty ground truth, %s has its error rates', (_, text, rate) => {
    expect(first([item(text, '')])).toMatchObject({ cer: rate, wer: rate, coverage: 1 });
  });

  test('may have more errors than the ground truth has characters', () => {
    expect(first([item('a b c d', 'x')])).toMatchObject({ cer: 7, wer: 4, coverage: 1 });
  });

  test('covers the share of the length that it has, in characters and not in code units', () => {
    expect(first([item('😀😀', 'abcd')])?.coverage).toBe(0.5);
  });

  test('may break its lines elsewhere', () => {
    expect(first([item('  the\nquick   brown\tfox\n', 'the quick brown fox')])).toMatchObject({
      cer: 0,
      wer: 0,
    });
  });

  test('with one wrong character in 25,000 is not shown as without error', () => {
    expect(first([item(`${'x'.repeat(24_999)}y`, 'x'.repeat(25_000))])?.cer).toBe(0.00004);
  });
});

describe('the metrics', () => {
  test('that were not asked for are null everywhere', () => {
    const { results } = evaluate([hello], { metrics: ['wer', 'wer'] });

    expect(results.results[0]).toMatchObject({ cer: null, wer: 0.5, coverage: null, page_coverage: null });
    expect(results.summary).toMatchObject({ avg_cer: null, avg_wer: 0.5, avg_coverage: null });
  });

  test('are all those of a text by default, and none is skipped', () => {
    const { results, skipped_metrics } = evaluate([hello, { ...fox, id: 'b' }]);

    expect(results.summary).toEqual({
      avg_cer: 0.07177,
      avg_wer: 0.375,
      avg_coverage: 0.973684,
      avg_page_coverage: null,
      count: 2,
      pass_rate: null,
    });
    expect(skipped_metrics).toEqual([]);
  });

  test.each([
    ['as a metric', { metrics: ['page_coverage'] }],
    ['as a threshold', { thresholds: { min_page_coverage: 0.9 } }],
  ])('skip page_coverage with a reason when it is named %s', (_, fields) => {
    const { results, skipped_metrics } = evaluate([hello], fields);

    expect(skipped_metrics).toEqual([{ name: 'page_coverage', reason: 'a text has no pages' }]);
    expect(results.results[0]).toMatchObject({ page_coverage: null, passed: null });
  });

  test('report the means that there are as scores, each with its direction', () => {
    expect(ocr.scoresOf(evaluate([hello], { metrics: ['cer', 'coverage', 'page_coverage'] }))).toEqual([
      { name: 'cer', value: 0.090909, direction: 'lower' },
      { name: 'coverage', value: 1, direction: 'higher' },
    ]);
  });
});

describe('the thresholds', () => {
  test('fail a text for each one that it misses, and pass the others', () => {
    const items = [item('hello w', 'hello world', 'bad'), item('hello world', 'hello world', 'good')];

    const { results } = evaluate(items, { thresholds: { max_cer: 0.05, max_wer: 0.5, min_coverage: 0.9 } });

    expect(results.results).toMatchObject([
      { id: 'bad', passed: false, failed_reasons: ['cer>0.05', 'coverage<0.9'] },
      { id: 'good', passed: true, failed_reasons: [] },
    ]);
    expect(results.summary.pass_rate).toBe(0.5);
  });

  test('are met by a rate that equals them, and 0 means 0', () => {
    expect(first([fox], { thresholds: { max_wer: 0.25 } })?.passed).toBe(true);
    expect(first([fox], { thresholds: { max_cer: 0 } })?.failed_reasons).toEqual(['cer>0']);
  });

  test('are compared before rates are rounded', () => {
    const third = first([item('abx', 'abc')], { thresholds: { max_cer: 0.3333333 } });

    expect(third).toMatchObject({ cer: 0.333333, passed: false });
  });

  test('are checked also for a metric that is not reported', () => {
    const checked = first([hello], { metrics: ['wer'], thresholds: { max_cer: 0.05 } });

    expect(checked).toMatchObject({ cer: null, passed: false, failed_reasons: ['cer>0.05'] });
  });

  test.each([[undefined], [null], [{}], [{ max_cer: null }]])('%p leaves the verdict open', (thresholds) => {
    const { results } = evaluate([hello], { thresholds });

    expect(results.results[0]?.passed).toBeNull();
    expect(results.summary.pass_rate).toBeNull();
  });
});

describe('a body', () => {
  test('that would take too long to compare is refused by its items', () => {
    const items = [
      item('x'.repeat(40_000), 'y'.repeat(40_000)),
      item('x'.repeat(20_001), 'y'.repeat(20_000)),
    ];

    const { error } = OcrBody.safeParse({ items });

    expect(error?.issues).toMatchObject([
      { path: ['items'], message: expect.stringContaining('take 2000020000 comparisons') },
    ]);
  });

  test('just within that limit, counted in characters and without repeated whitespace, is taken', () => {
    const items = [
      item('😀'.repeat(40_000), `y${' '.repeat(50_000)}`),
      item('x'.repeat(20_000), 'x'.repeat(99_998)),
    ];

    expect(OcrBody.safeParse({ items }).success).toBe(true);
  });

  test.each<[string, Fields]>([
    ['no item', { items: [] }],
    ['101 items', { items: Array(101).fill(hello) }],
    ['a text that is missing', { items: [{ id: 'a', extracted_text: 'x', path: '/etc/passwd' }] }],
    ['an empty id', { items: [{ ...hello, id: '' }] }],
    ['no page', { items: [{ ...hello, ground_truth_pages: 0 }] }],
    ['no metric', { items: [hello], metrics: [] }],
    ['an unknown metric', { items: [hello], metrics: ['ter'] }],
    ['a negative threshold', { items: [hello], thresholds: { max_cer: -1 } }],
    ['a coverage beyond 1', { items: [hello], thresholds: { min_coverage: 1.1 } }],
  ])('with %s is refused', (_, body) => {
    expect(OcrBody.safeParse(body).success).toBe(false);
  });

  test('of any legal kind has finite results that their schema takes', () => {
    const text = fc.string({ maxLength: 40, unit: 'grapheme' }).map((each) => each.replaceAll('\0', '0'));
    const items = fc.array(
      fc.tuple(text, text).map(([extracted, truth]) => item(extracted, truth)),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    const metrics = fc.option(fc.subarray(['cer', 'wer', 'coverage', 'page_coverage'], { minLength: 1 }));
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    const thresholds = fc.option(fc.record({ max_cer: share, max_wer: share, min_coverage: share }));
    fc.assert(
      fc.property(items, fc.record({ metrics, thresholds }), (texts, fields) => {
        const results = evaluate(texts, fields);

        expect(OcrResults.safeParse(results).success).toBe(true);
        expect(results.results.results).toHaveLength(texts.length);
      }),
    );
  });
});
