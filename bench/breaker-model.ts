// Checks the shared circuit against a reference machine, eight clients over a table that fails:
// node bench/breaker-model.ts [--runs 10000] [--seed 1]
import { parseArgs } from 'node:util';
import { checkModel } from './breaker-model/property.ts';

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const runs = Number(values.runs ?? 10_000);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

console.log(`${runs} runs of seed ${seed}`);
const { recovered, changes } = await checkModel({ runs, seed });
console.log(`no rule broken; ${recovered} runs had to recover the circuit at the end; changes made:`);
for (const [change, count] of Object.entries(changes)) console.log(`  ${change}: ${count}`);
