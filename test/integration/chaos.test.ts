import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Engines, startEngines } from '../../local/engines.ts';
import { type ChaosReport, runChaos } from '../support/chaos/chaos.ts';

// Its judge's time-outs are real time.
jest.setTimeout(120_000);

const items = 300;
// The bound on repeated calls is for thousands of items: with so few, one seed is shown, and SEED shows others.
const seed = Number(process.env['SEED'] ?? 1);
let engines: Engines;
let report: ChaosReport;

beforeAll(async () => {
  engines = await startEngines({ folder: null });
  Object.assign(process.env, engines.environment);
  report = await runChaos({ items, seed, rate: 0.05 });
});
afterAll(() => engines.stop());

describe(`a batch of ${items} items among failing judges, doubled messages and dying workers (SEED=${seed})`, () => {
  test('loses no item and counts none twice', () => {
    expect(report).toMatchObject({ lost: 0, doubleCounted: 0 });
  });

  test('ends once and is announced under one id, although a worker that came to end it died', () => {
    expect(report).toMatchObject({ status: 'completed', flips: 1, announced: 1 });
    expect(report.deaths).toEqual(expect.arrayContaining(['batches.flip, before']));
  });

  test('has no score but those that the judge gave, and a code for every other item', () => {
    const failed = Object.values(report.failedByCode).reduce((sum, count) => sum + count, 0);
    expect(report.falseScores).toBe(0);
    expect(report.scored + failed).toBe(items);
  });

  test('asks hardly anything about items that have their outcome', () => {
    expect(report.callsForStored).toBeLessThanOrEqual(0.02 * report.judgeCalls);
  });
});
