import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Engines, startEngines } from '../../local/engines.ts';
import { type PoisonReport, runPoison } from '../support/chaos/poison.ts';
import { seedOfRun } from '../support/faults/chance.ts';

jest.setTimeout(120_000);

const items = 200;
const share = 0.02;
const seed = seedOfRun();
let engines: Engines;
let report: PoisonReport;

beforeAll(async () => {
  engines = await startEngines({ folder: null });
  Object.assign(process.env, engines.environment);
  report = await runPoison({ items, seed, share });
});
afterAll(() => engines.stop());

describe(`a batch with items that no worker survives (SEED=${seed})`, () => {
  test('completes with those items failed, and no other', () => {
    expect(report).toMatchObject({ status: 'completed', lost: 0, doubleCounted: 0, falseScores: 0 });
    expect(report.failed).toEqual(report.poisonous);
    expect(report.failedByCode).toEqual({ worker_crashed: items * share });
  });

  test('leaves dead letters about exactly those items and the message that nobody can read', () => {
    expect(report.buried).toEqual(report.poisonous);
    expect(report.otherLetters).toEqual(['no message of ours']);
  });

  test('has its fixed items scored once when they are redriven, however often that is asked for', () => {
    expect(report.redriven).toMatchObject({ scored: items * share, falseScores: 0 });
    expect(report.waiting).toBe(1);
  });
});
