// Fits the embedded judge and writes src/judges/embedded/weights.ts; `--check` only compares.
// node bench/fit-embedded.ts [folder of summeval_dev] [--check]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type SummaryDimension, summaryDimensions } from '../src/judges/judge.ts';
import { dataFolder, type RatedDocument, readRatedDocuments, splitDocuments } from './embedded/dataset.ts';
import {
  type Agreement,
  averageAgreement,
  chooseLambdas,
  measureAgreement,
  readHeldOut,
} from './embedded/evaluation.ts';
import { countDocuments, type Example, makeExamples } from './embedded/examples.ts';
import { type Fit, fitWeights, type Lambdas } from './embedded/fit.ts';
import { renderWeights, roundWeights } from './embedded/rendering.ts';

const target = new URL('../src/judges/embedded/weights.ts', import.meta.url);

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean' } },
  allowPositionals: true,
});
const folder = positionals[0] ?? join(dataFolder, 'summeval_dev');

if (existsSync(folder)) {
  const text = fitAndReport(readRatedDocuments(folder));
  if (values.check) compare(text);
  else writeFileSync(target, text);
} else {
  console.error(
    `There are no rated summaries in ${folder}; name their folder as the first argument or set ASSAY_DATA.`,
  );
  process.exitCode = 1;
}

function fitAndReport(documents: readonly RatedDocument[]): string {
  const { fitted, heldOut } = splitDocuments(documents);
  console.log(`fitted on documents ${fitted.map(({ id }) => id).join(' ')}`);
  console.log(`held out: documents ${heldOut.map(({ id }) => id).join(' ')}`);
  const tables = countDocuments(fitted);
  const examples = makeExamples(fitted, tables);
  const held = readHeldOut(heldOut, tables);
  const { tried, chosen } = chooseLambdas(examples, tables);
  console.log(`${examples.length} texts; summary-level Spearman, cross-validated on the fitted documents`);
  for (const { lambda, agreement } of tried) report(`lambda ${lambda}`, agreement);
  const fit = roundFit(fitWeights(examples, tables, chosen));
  const agreement = measureAgreement(held, fit);
  console.log(`lambdas ${summaryDimensions.map((name) => `${name} ${chosen[name]}`).join('  ')}`);
  console.log('summary-level Spearman on the held-out documents');
  report('ratings alone, no checks', measureAgreement(held, fitRatingsAlone(examples, tables, chosen)));
  report('with constructed texts', agreement);
  return renderWeights(roundWeights({ ...fit, agreement }));
}

// For comparison: only what people rated, and checks that everything passes.
function fitRatingsAlone(examples: readonly Example[], tables: Fit['tables'], lambdas: Lambdas): Fit {
  const rated = examples.filter((example) => example.rated?.byPeople);
  const open = { intercept: 1, weights: {}, low: 0, high: 1 };
  return { ...fitWeights(rated, tables, lambdas), checks: { language: open, support: open } };
}

function roundFit(fit: Fit): Fit {
  const { agreement: _, ...rounded } = roundWeights({ ...fit, agreement: {} as Agreement });
  return rounded;
}

function report(name: string, agreement: Agreement): void {
  const columns = summaryDimensions.map(
    (dimension: SummaryDimension) => `${dimension} ${format(agreement[dimension])}`,
  );
  console.log(`${name.padEnd(26)}${columns.join('  ')}  mean ${format(averageAgreement(agreement))}`);
}

function format(value: number): string {
  return value.toFixed(3);
}

function compare(text: string): void {
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  console.error('src/judges/embedded/weights.ts differs from what this command writes.');
  process.exitCode = 1;
}
