// Brings a batch through failing judges, doubled messages and dying workers: node bench/chaos.ts [--items 10000] [--seed 1] [--rate 0.05]
import './quiet.ts';
import { parseArgs } from 'node:util';
import { startEngines } from '../local/engines.ts';
import { type ChaosReport, runChaos } from '../test/support/chaos/chaos.ts';
import { seedOfRun } from '../test/support/faults/chance.ts';

const { values } = parseArgs({
  options: { items: { type: 'string' }, seed: { type: 'string' }, rate: { type: 'string' } },
});
const items = Number(values.items ?? 10_000);
const seed = values.seed === undefined ? seedOfRun() : Number(values.seed);
const rate = Number(values.rate ?? 0.05);

const mostCallsFactor = 1.3;
const mostCallsForStored = 0.02;

const engines = await startEngines({ folder: null });
Object.assign(process.env, engines.environment);
const sound = await runChaos({ items, seed, rate: 0 });
const report = await runChaos({ items, seed, rate });
await engines.stop();
print(report, sound);
const broken = brokenBounds(report, sound);
for (const bound of broken) console.error(`BROKEN: ${bound}`);
process.exitCode = broken.length > 0 ? 1 : 0;

function print(chaos: ChaosReport, calm: ChaosReport): void {
  const { results: _results, deaths, ...figures } = chaos;
  console.log({ items, seed, rate, ...figures, deaths: deaths.length, faultFreeCalls: calm.judgeCalls });
  console.log(`calls: ${(chaos.judgeCalls / calm.judgeCalls).toFixed(3)} times the fault-free run`);
  console.log(Object.fromEntries([...Map.groupBy(deaths, String)].map(([at, all]) => [at, all.length])));
}

function brokenBounds(chaos: ChaosReport, calm: ChaosReport): readonly string[] {
  const bounds: readonly (readonly [name: string, holds: boolean])[] = [
    ['the fault-free run scores every item', calm.scored === items && calm.judgeCalls === items],
    ['no item is lost', chaos.lost === 0],
    ['no item is counted twice', chaos.doubleCounted === 0],
    ['the batch completes once', chaos.flips === 1 && chaos.status === 'completed'],
    ['its end is announced under one id', chaos.announced === 1],
    ['every score is the one that the judge gave', chaos.falseScores === 0],
    ['judge calls stay within 1.3 times', chaos.judgeCalls <= mostCallsFactor * calm.judgeCalls],
    ['few calls for stored items', chaos.callsForStored <= mostCallsForStored * chaos.judgeCalls],
    ['workers died', rate === 0 || chaos.deaths.length > 0],
  ];
  return bounds.filter(([, holds]) => !holds).map(([name]) => name);
}
