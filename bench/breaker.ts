// Measures the shared circuit on fleets with a clock that jumps, and fails if a bound is broken:
// node bench/breaker.ts [--seeds 3] [--only <part of a scenario's name>]
import { parseArgs } from 'node:util';
import { failures, measureBrokenTable } from './breaker/broken-table.ts';
import { breaches, figuresOf } from './breaker/figures.ts';
import { runScenario } from './breaker/fleet.ts';
import { type Scenario, scenarios } from './breaker/scenarios.ts';
import { renderHead, renderLine } from './breaker/table.ts';
import { measureTakeover } from './breaker/takeover.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string' }, only: { type: 'string' } } });
const seeds = Array.from({ length: Number(values.seeds ?? 3) }, (_, index) => index + 1);
const broken: string[] = [];

console.log(`seeds ${seeds.join(', ')}; medians, and the worst of what has a bound\n\n${renderHead()}`);
for (const scenario of scenarios.filter(({ name }) => name.includes(values.only ?? ''))) {
  console.log(await measure(scenario));
}
if (!values.only) {
  console.log('\nthe first probe dies with its environment; 50 environments × 20 calls');
  for (const seed of seeds) await reportTakeover(seed);
  console.log('\nthe table fails for 60 s; 20 environments × 4 calls');
  for (const failure of failures) await reportBurden(failure);
}
for (const line of broken) console.error(`broken: ${line}`);
process.exitCode = broken.length > 0 ? 1 : 0;

async function measure(scenario: Scenario): Promise<string> {
  const measured = [];
  for (const seed of seeds) {
    const run = await runScenario(scenario, seed);
    const figures = figuresOf(run);
    measured.push(figures);
    broken.push(...breaches(run, figures).map((breach) => `${scenario.name}, seed ${seed}: ${breach}`));
  }
  return renderLine(scenario.name, measured);
}

async function reportTakeover(seed: number): Promise<void> {
  const { afterLease, mostProbes } = await measureTakeover(seed);
  console.log(
    `  seed ${seed}: the next ${afterLease.toFixed(2)} s after the lease; at most ${mostProbes} in flight`,
  );
  const holds = afterLease > 0 && afterLease <= 1 && mostProbes === 1;
  if (!holds) broken.push(`takeover, seed ${seed}`);
}

async function reportBurden(failure: (typeof failures)[number]): Promise<void> {
  const { calls, rejected, errors, longestWaitMs, waitsPerPeriod } = await measureBrokenTable(failure, 1);
  const waits = `longest wait ${longestWaitMs.toFixed(0)} ms, at most ${waitsPerPeriod} per cached period`;
  console.log(`  ${failure}: ${calls} calls, ${rejected} rejected, ${errors} errors; ${waits}`);
  const holds = rejected + errors === 0 && longestWaitMs < 151 && waitsPerPeriod <= 1;
  if (!holds || calls < 2_000) broken.push(`the table ${failure}`);
}
