import { startEngines } from '../../local/engines.ts';
import type { JudgeBench } from '../../src/evaluation/select-judge.ts';
import type { ProviderSettings } from '../../src/judges/capabilities.ts';
import { JudgeError, type ModelJudge } from '../../src/judges/judge.ts';
import { noUsage } from '../../src/judges/usage.ts';
import { batching } from '../../src/platform/batching.ts';
import { storing } from '../../src/platform/storing.ts';
import { createHistoryStore } from '../../src/store/history.ts';
import type { Items } from '../../src/store/items.ts';

/** Everything outside of a process: the clock, the judge, and what is stored. */
export interface World {
  readonly items: Items;
  readonly now: () => number;
  /** Lets time pass. */
  advance(millis: number): void;
  readonly judge: ModelJudge;
  /** How often the judge was asked. */
  readonly judged: () => number;
  /** Lets the judge fail from now on, or no longer. */
  breakJudge(isBroken: boolean): void;
  /** How many single results and batches of a tenant are stored. */
  count(tenant: string): Promise<{ readonly results: number; readonly batches: number }>;
  stop(): Promise<void>;
}

/** Milliseconds that the judge takes. */
export interface WorldOptions {
  readonly judgeMillis: number;
}

/** Starts engines in memory with a clock and a judge of their own. */
export async function createWorld({ judgeMillis }: WorldOptions): Promise<World> {
  const engines = await startEngines({ folder: null });
  Object.assign(process.env, engines.environment);
  const items = storing.items();
  const [start, startedAt] = [Date.now(), performance.now()];
  let [passed, judged, isBroken] = [0, 0, false];
  const now = () => Math.floor(start + (performance.now() - startedAt) + passed);
  const answer = async () => {
    judged += 1;
    await new Promise((resolve) => setTimeout(resolve, judgeMillis));
    if (isBroken) throw new JudgeError('judge_unavailable', 'the judge is down', { usage: noUsage });
    return { texts: ['{"analysis":"Sound.","score":4}'], usage: { ...noUsage, calls: 1 } };
  };
  return {
    items,
    now,
    advance: (millis) => {
      passed += millis;
    },
    judge: { kind: 'model', provider: 'openai', model: 'bench', embeddings: null, complete: answer },
    judged: () => judged,
    breakJudge: (broken) => {
      isBroken = broken;
    },
    count: (tenant) => countStored(items, tenant, { from: start, until: now() }),
    stop: () => engines.stop(),
  };
}

/** The bench of a process on which there is only this judge. */
export function onlyJudge(judge: ModelJudge): Omit<JudgeBench, 'embedded'> {
  const settings: ProviderSettings = {
    provider: 'openai',
    apiKey: null,
    baseUrl: '',
    model: 'bench',
    embeddingModel: null,
    timeoutMs: 1_000,
  };
  return { configured: [settings], defaultJudge: undefined, modelJudge: () => judge };
}

/** A tenant's history holds what was saved once for every result; batches enter it when they end, and here none does. */
async function countStored(
  items: Items,
  tenant: string,
  { from, until }: { readonly from: number; readonly until: number },
) {
  const range = { from: new Date(from).toISOString(), until: new Date(until).toISOString(), before: null };
  const all = { evaluationType: null, minScore: null, maxScore: null, nowSeconds: 0 };
  let results = 0;
  for await (const { rows } of createHistoryStore(items).pages(tenant, range, all)) results += rows.length;
  return { results, batches: (await batching.read().batches.list(tenant, 100, null)).length };
}
