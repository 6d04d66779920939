// Brings a batch with items that no worker survives to its end, and redrives them: node bench/poison.ts [--items 1000] [--seed 1] [--share 0.01]
import './quiet.ts';
import { parseArgs } from 'node:util';
import { startEngines } from '../local/engines.ts';
import { type PoisonReport, runPoison } from '../test/support/chaos/poison.ts';
import { seedOfRun } from '../test/support/faults/chance.ts';

const { values } = parseArgs({
  options: { items: { type: 'string' }, seed: { type: 'string' }, share: { type: 'string' } },
});
const items = Number(values.items ?? 1_000);
const seed = values.seed === undefined ? seedOfRun() : Number(values.seed);
const share = Number(values.share ?? 0.01);

const engines = await startEngines({ folder: null });
Object.assign(process.env, engines.environment);
const report = await runPoison({ items, seed, share });
await engines.stop();
const { results: _results, ...figures } = report;
console.log({ items, seed, share, ...figures });
const broken = brokenBounds(report);
for (const bound of broken) console.error(`BROKEN: ${bound}`);
process.exitCode = broken.length > 0 ? 1 : 0;

function brokenBounds(found: PoisonReport): readonly string[] {
  const { poisonous, redriven } = found;
  const expected = String(poisonous);
  const bounds: readonly (readonly [name: string, holds: boolean])[] = [
    ['the batch completes', found.status === 'completed' && found.lost === 0 && found.doubleCounted === 0],
    ['only the poisonous items fail', String(found.failed) === expected && found.falseScores === 0],
    ['the dead letters hold exactly those', String(found.buried) === expected],
    ['and the message that nobody can read', found.otherLetters.length === 1],
    ['redriven items are scored once', redriven.scored === poisonous.length && redriven.falseScores === 0],
    ['only what cannot be redriven waits', found.waiting === 1],
  ];
  return bounds.filter(([, holds]) => !holds).map(([name]) => name);
}
