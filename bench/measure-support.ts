// Prints how the embedded judge's measures for RAG answers agree with people: node bench/measure-support.ts [folder of the labelled data]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lexicalCosine } from '../src/evaluators/judging/lexical.ts';
import { embeddedJudge } from '../src/judges/embedded/index.ts';
import { spearman } from '../src/statistics/correlation.ts';
import { mean } from '../src/statistics/means.ts';
import { createRandom, shuffle } from '../src/statistics/random.ts';
import {
  type AnswerPair,
  type CheckedSummary,
  dataFolder,
  readAnswerPairs,
  readCheckedSummaries,
} from './embedded/dataset.ts';
import {
  bestOf,
  correlatePairs,
  halfOf,
  type Judged,
  rate,
  setNames,
  tryThresholds,
} from './embedded/support.ts';

const folder = process.argv[2] ?? dataFolder;
const { supportedFrom } = embeddedJudge;

if (existsSync(folder)) {
  const judged: Judged = {
    news: readCheckedSummaries(join(folder, 'qags'), 'cnndm.json'),
    oneSentence: readCheckedSummaries(join(folder, 'qags'), 'xsum.json'),
    pairs: readAnswerPairs(join(folder, 'ragchecker')),
  };
  reportThresholds(judged);
  reportMistakes('QAGS CNN/DM', judged.news);
  reportMistakes('QAGS XSum', judged.oneSentence);
  reportPairs(judged.pairs);
  reportFaithfulness(judged);
  reportClarity(judged.pairs);
} else {
  console.error(
    `There is no labelled data in ${folder}; name its folder as the first argument or set ASSAY_DATA.`,
  );
  process.exitCode = 1;
}

function reportThresholds(judged: Judged): void {
  console.log('support from a share of content words on, Spearman with people');
  console.log(row('share', [...setNames, 'mean']));
  const tried = tryThresholds(judged);
  for (const { from, figures, mean: average } of tried) {
    console.log(row(from.toFixed(2), [...figures, average]) + (from === supportedFrom ? '  in use' : ''));
  }
  const halves = ([0, 1] as const).map((half) => bestOf(tryThresholds(halfOf(judged, half)))?.from);
  console.log(`best: ${bestOf(tried)?.from}; on each half of the texts alone: ${halves.join(', ')}\n`);
}

function reportMistakes(name: string, rows: readonly CheckedSummary[]): void {
  const accepted = (some: readonly (readonly [summary: string, source: string])[]) =>
    mean(some.map(([summary, source]) => Number(rate(summary, source, supportedFrom) === 1)));
  const pairsOf = (some: readonly CheckedSummary[]) =>
    some.map(({ summary, source }) => [summary, source] as const);
  const sound = rows.filter(({ consistency }) => consistency === 1);
  const false_ = rows.filter(({ consistency }) => consistency < 1);
  const foreign = rows.map(
    ({ summary }, index) => [summary, rows[(index + 1) % rows.length]?.source ?? ''] as const,
  );
  console.log(
    `${name}: every statement held in ${share(accepted(pairsOf(sound)))} of the consistent summaries,`,
  );
  console.log(
    `  ${share(accepted(pairsOf(false_)))} of the others, ${share(accepted(foreign))} against another text`,
  );
}

function reportPairs(pairs: readonly AnswerPair[]): void {
  const labels = ['correctness', 'completeness', 'overall'] as const;
  const measures: Readonly<Record<string, (pair: AnswerPair, answer: string) => number>> = {
    'relevance (question)': ({ query }, answer) => lexicalCosine(query, answer) ?? 0,
    answer_similarity: ({ groundTruth }, answer) => lexicalCosine(groundTruth, answer) ?? 0,
    'statements of the truth held': ({ groundTruth }, answer) => rate(groundTruth, answer, supportedFrom),
    'faithfulness to the truth': ({ groundTruth }, answer) =>
      embeddedJudge.markFaithfulness([groundTruth], answer).rating,
    'as a summary of the truth': ({ groundTruth }, answer) =>
      embeddedJudge.markSummary(groundTruth, answer).consistency.rating,
  };
  console.log(`\n${row(`RAGChecker, ${pairs.length} pairs`, labels)}`);
  for (const [name, measure] of Object.entries(measures)) {
    console.log(
      row(
        name,
        labels.map((label) => correlatePairs(pairs, label, measure)),
      ),
    );
  }
}

function reportFaithfulness({ news, oneSentence }: Judged): void {
  console.log(`\n${row('QAGS, rating of consistency', ['CNN/DM', 'XSum'])}`);
  const correlate = (rate: (one: CheckedSummary) => number) =>
    [news, oneSentence].map((rows) =>
      spearman(
        rows.map(rate),
        rows.map(({ consistency }) => consistency),
      ),
    );
  const faithful = correlate(
    ({ source, summary }) => embeddedJudge.markFaithfulness([source], summary).rating,
  );
  console.log(row('faithfulness', faithful));
  console.log(
    row(
      'as a summary',
      correlate(({ source, summary }) => embeddedJudge.markSummary(source, summary).consistency.rating),
    ),
  );
}

function reportClarity(pairs: readonly AnswerPair[]): void {
  const random = createRandom(1);
  const given = pairs.flatMap(({ query, answers }) => answers.map((answer) => [query, answer] as const));
  const judge = (spoil: (answer: string) => string) =>
    given.flatMap(([query, answer]) => embeddedJudge.markClarity(query, spoil(answer))?.rating ?? []);
  const [sound, shuffled] = [
    judge((answer) => answer),
    judge((answer) => shuffle(answer.split(/\s+/u), random).join(' ')),
  ];
  console.log(
    `\nclarity: ${sound.length} of ${given.length} answers read as prose, mean rating ${mean(sound)?.toFixed(2)};`,
  );
  console.log(`  their words shuffled: ${mean(shuffled)?.toFixed(2)}`);
}

function row(name: string, figures: readonly (string | number | null)[]): string {
  const columns = figures.map((figure) =>
    typeof figure === 'number' ? figure.toFixed(3) : (figure ?? 'undefined'),
  );
  return name.padEnd(32) + columns.map((column) => column.padStart(14)).join('');
}

function share(value: number | null): string {
  return value === null ? 'none' : `${Math.round(value * 100)} %`;
}
