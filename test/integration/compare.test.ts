import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { postAs } from '../support/caller.ts';
import { storeResult } from '../support/stored-results.ts';
import { goodSummary, nonsense, source } from '../support/texts.ts';
import { startWorkbench, type Workbench } from '../support/worker.ts';

const tenant = 'tenant-a';
const unknownId = 'evr_01KB0000000000000000000000';
let bench: Workbench;

beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.stop());

const compare = (body: object) => postAs(tenant, 'compare', body);
const store = async (scores: Readonly<Record<string, number>>, over = {}) =>
  (await storeResult({ tenant, scores, ...over })).id;

/** A batch that has ended, with the items of these summaries. */
async function runBatch(summaries: readonly string[]): Promise<string> {
  const items = summaries.map((summary) => ({ source_text: source, summary, metrics: ['relevance'] }));
  const { batchId } = await bench.submit({ items });
  for (const message of bench.sent.filter(({ batch_id }) => batch_id === batchId)) {
    await bench.deliver(message);
  }
  return batchId;
}

describe('results side by side', () => {
  test('have their scores, the best of each metric and the spread', async () => {
    const one = await store({ coherence: 0.9, fluency: 0.5, relevance: 0.7 });
    const other = await store({ coherence: 0.4, fluency: 0.5 });

    const { status, body } = await compare({ evaluation_ids: [one, other] });

    expect(status).toBe(200);
    expect(body).toEqual({
      comparison_summary: `Of 2 compared metrics, ${one} is best in 1, 1 is tied.`,
      metric_comparisons: {
        coherence: [
          { evaluation_id: one, score: 0.9 },
          { evaluation_id: other, score: 0.4 },
        ],
        fluency: [
          { evaluation_id: one, score: 0.5 },
          { evaluation_id: other, score: 0.5 },
        ],
        relevance: [
          { evaluation_id: one, score: 0.7 },
          { evaluation_id: other, score: null },
        ],
      },
      best_performing: { coherence: one, fluency: 'tie' },
      statistical_analysis: {
        coherence: { mean: 0.65, std: 0.3536, min: 0.4, max: 0.9, range: 0.5, cv: 0.5439 },
        fluency: { mean: 0.5, std: 0, min: 0.5, max: 0.5, range: 0, cv: 0 },
        relevance: { mean: 0.7, std: null, min: 0.7, max: 0.7, range: 0, cv: null },
      },
      warnings: [],
    });
  });

  test('take the lowest as the best where less is better', async () => {
    const [low, high] = await Promise.all(
      [0.1, 0.8].map((noise) => store({ noise }, { direction: 'lower' })),
    );

    const { body } = await compare({ evaluation_ids: [high, low] });

    expect(body.best_performing).toEqual({ noise: low });
  });

  test('are compared over the metrics that are asked for', async () => {
    const ids = await Promise.all([store({ a: 0.1, b: 0.2 }), store({ a: 0.3, b: 0.1 })]);

    const { body } = await compare({ evaluation_ids: ids, metrics_to_compare: ['b', 'b'] });

    expect(body.best_performing).toEqual({ b: ids[0] });
    expect(Object.keys(body.metric_comparisons)).toEqual(['b']);
  });

  test('of different kinds of judges are compared with a warning', async () => {
    const ids = await Promise.all([store({ a: 0.1 }), store({ a: 0.3 }, { kind: 'embedded' })]);

    const { body } = await compare({ evaluation_ids: ids });

    expect(body.warnings).toEqual(['marks of different kinds of judges are compared: model, embedded']);
    expect(body.best_performing).toEqual({ a: ids[1] });
    expect(body.statistical_analysis).toEqual({});
  });

  test('may be items of batches, and one without scores says so', async () => {
    const batchId = await runBatch([goodSummary, 'too short']);
    const [good, failed] = [0, 1].map((index) => `evr_${batchId.slice('batch_'.length)}_${index}`);
    const single = await store({ relevance: 0.01 }, { kind: 'embedded' });

    const { body } = await compare({ evaluation_ids: [good, failed, single] });

    expect(body.best_performing).toEqual({ relevance: good });
    expect(body.metric_comparisons.relevance[1]).toEqual({ evaluation_id: failed, score: null });
    expect(body.warnings).toEqual([`${failed} is failed: it has no scores`]);
  });

  test('an unknown one, an expired one and another tenant’s are the same 404 that names it', async () => {
    const own = await store({ a: 0.1 });
    const foreign = await store({ a: 0.1 }, { tenant: 'tenant-b' });
    const expired = await store({ a: 0.1 }, { isExpired: true });

    for (const id of [unknownId, foreign, expired]) {
      const { status, body } = await compare({ evaluation_ids: [own, id] });
      expect([status, body.detail]).toEqual([404, `there is no result ${id}`]);
    }
  });
});

describe('two batches side by side', () => {
  test('are compared by their means and pair by pair', async () => {
    const better = await runBatch([goodSummary, goodSummary, goodSummary, goodSummary]);
    const worse = await runBatch([nonsense, nonsense, goodSummary, 'too short']);

    const { status, body } = await compare({ batch_ids: [better, worse] });

    expect(status).toBe(200);
    const [first, second] = body.metric_comparisons.relevance;
    expect([first.batch_id, second.batch_id]).toEqual([better, worse]);
    expect(first.score).toBeGreaterThan(second.score);
    expect(body.best_performing).toEqual({ relevance: better });
    const { pairs, mean_difference, ci_low, ci_high, sign_test } = body.paired.relevance;
    expect(pairs).toBe(3);
    expect(mean_difference).toBeCloseTo(first.score - second.score, 3);
    expect(ci_low).toBeLessThanOrEqual(mean_difference);
    expect(ci_high).toBeGreaterThanOrEqual(mean_difference);
    expect(sign_test).toEqual({ wins: 2, losses: 0, ties: 1, p_value: 0.5 });
    expect(body.warnings).toEqual([]);
  });

  test('without a pair have no difference, no interval and no p-value', async () => {
    const ids = [await runBatch([goodSummary, 'too short']), await runBatch(['too short', goodSummary])];

    const { body } = await compare({ batch_ids: ids });

    expect(body.best_performing).toEqual({ relevance: 'tie' });
    expect(body.paired.relevance).toEqual({
      pairs: 0,
      mean_difference: null,
      ci_low: null,
      ci_high: null,
      sign_test: { wins: 0, losses: 0, ties: 0, p_value: null },
    });
  });

  test('count what has ended where one is still under way, and say so', async () => {
    const ended = await runBatch([goodSummary]);
    const { batchId } = await bench.submit({ items: [{ source_text: source, summary: goodSummary }] });

    const { body } = await compare({ batch_ids: [ended, batchId] });

    expect(body.warnings).toEqual([`${batchId} is pending: only the items that have ended count`]);
    expect(body.comparison_summary).toBe('No metric has two scores to compare.');
  });

  test('an unknown one is a 404 that names it', async () => {
    const known = await runBatch([goodSummary]);
    const unknown = unknownId.replace('evr', 'batch');

    const { status, body } = await compare({ batch_ids: [known, unknown] });

    expect([status, body.detail]).toEqual([404, `there is no batch ${unknown}`]);
  });
});

describe('a comparison that cannot be meant', () => {
  const [one, other] = [unknownId, unknownId.replace(/0$/, '1')];

  test.each([
    [{}, 'evaluation_ids must be sent, or batch_ids, and not both'],
    [
      { evaluation_ids: [one, other], batch_ids: [one, other] },
      'evaluation_ids must be sent, or batch_ids, and not both',
    ],
    [{ evaluation_ids: [one] }, 'evaluation_ids has 1 items; at least 2'],
    [{ evaluation_ids: Array(11).fill(one) }, 'evaluation_ids has 11 items; at most 10'],
    [{ evaluation_ids: [one, one] }, 'evaluation_ids must not name the same one twice'],
    [{ batch_ids: [one, other, 'x'] }, 'batch_ids has 3 items; at most 2'],
    [{ evaluation_ids: [one, 5] }, 'evaluation_ids[1] must be a string'],
  ])('%j is refused', async (body, detail) => {
    const reply = await compare(body);

    expect([reply.status, reply.body.detail]).toEqual([422, detail]);
  });

  test('a metric that no side has is named with its place', async () => {
    const ids = await Promise.all([store({ a: 0.1 }), store({ a: 0.2 })]);

    const { status, body } = await compare({ evaluation_ids: ids, metrics_to_compare: ['a', 'fluency'] });

    expect([status, body.detail]).toEqual([422, 'metrics_to_compare names fluency, which no side has']);
    expect(body.errors[0].loc).toEqual(['body', 'metrics_to_compare', 1]);
  });
});
