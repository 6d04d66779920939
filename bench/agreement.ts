// Prints how the embedded judge agrees with people: node bench/agreement.ts [folder of the labelled data]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedJudge } from '../src/judges/embedded/index.ts';
import { weights } from '../src/judges/embedded/weights.ts';
import { summaryDimensions } from '../src/judges/judge.ts';
import { type Correlation, kendallTauB, pearson, spearman } from '../src/statistics/correlation.ts';
import { dataFolder, readCheckedSummaries, readRatedDocuments, splitDocuments } from './embedded/dataset.ts';
import { measureAgreement, readHeldOut } from './embedded/evaluation.ts';

const correlations: readonly Correlation[] = [spearman, kendallTauB, pearson];
const folder = process.argv[2] ?? dataFolder;

if (existsSync(folder)) {
  console.log(`${'consistency, all texts together'.padEnd(44)}    n  Spearman  tau-b  Pearson`);
  for (const set of ['cnndm', 'xsum']) reportChecked(set);
  console.log('\nheld-out documents, averaged over them');
  reportHeldOut();
} else {
  console.error(
    `There is no labelled data in ${folder}; name its folder as the first argument or set ASSAY_DATA.`,
  );
  process.exitCode = 1;
}

function reportChecked(set: string): void {
  const checked = readCheckedSummaries(join(folder, 'qags'), `${set}.json`);
  const ratings = checked.map(
    ({ source, summary }) => embeddedJudge.markSummary(source, summary).consistency.rating,
  );
  const labels = checked.map(({ consistency }) => consistency);
  report(
    `QAGS ${set}`,
    checked.length,
    correlations.map((correlate) => correlate(ratings, labels)),
  );
}

function reportHeldOut(): void {
  const { heldOut } = splitDocuments(readRatedDocuments(join(folder, 'summeval_dev')));
  const examples = readHeldOut(heldOut, weights.tables);
  const agreements = correlations.map((correlate) => measureAgreement(examples, weights, correlate));
  for (const dimension of summaryDimensions) {
    report(
      `SummEval ${dimension}`,
      examples.length,
      agreements.map((agreement) => agreement[dimension]),
    );
  }
}

function report(name: string, count: number, figures: readonly (number | null)[]): void {
  const columns = figures.map((figure) => (figure === null ? 'undefined' : figure.toFixed(3)).padStart(8));
  console.log(`${name.padEnd(44)}${String(count).padStart(5)}  ${columns.join(' ')}`);
}
