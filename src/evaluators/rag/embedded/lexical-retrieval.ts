import type { StatementSupport } from '../../../judges/judge.ts';
import { averagePrecision } from '../../../statistics/average-precision.ts';
import { mean } from '../../../statistics/means.ts';
import { hasWords } from '../../body/text.ts';
import { type Finding, scored, skipped } from '../../finding.ts';
import { round4 } from '../../metric.ts';
import type { JudgedClaim, RagMetric } from '../metric.ts';
import { noTruth } from '../reasons.ts';
import { type InProcess, lexicalMetric } from './lexical-metric.ts';

// A result has to fit an item of the table, whatever the texts.
const mostClaims = 40;
const longestClaim = 500;

/** Whether the passages that hold a statement of the ground truth, else of the answer, come first. */
export function judgePrecision(given: InProcess): Finding<RagMetric> {
  const name = 'context_precision';
  const { judge, texts } = given;
  const reference = referenceIn(given);
  if (texts.contexts.length === 0) return skipped(name, 'there are no passages');
  const statements = judge.supportStatements(reference ?? texts.answer, texts.contexts);
  const whose = reference === null ? 'the answer' : 'the ground truth';
  if (statements.length === 0) return skipped(name, `${whose} makes no statement`);
  const best = texts.contexts.map((_, passage) => highest(statements.map(({ shares }) => shares[passage])));
  const useful = best.map((share) => share >= judge.supportedFrom);
  const found = useful.filter(Boolean).length;
  const measured = `${found} of ${count(useful.length, 'passage')} hold at least ${percent(judge.supportedFrom)} of the content words of a statement of ${whose}`;
  const counted = {
    precision: round4(found / useful.length),
    first_useful_rank: found === 0 ? null : useful.indexOf(true) + 1,
    chunk_scores: best.map(round4),
  };
  return scored(lexicalMetric({ name, value: averagePrecision(useful), measured, counted }, given));
}

/** How many statements of the ground truth some passage holds. */
export function judgeRecall(given: InProcess): Finding<RagMetric> {
  const name = 'context_recall';
  const { judge, texts } = given;
  const reference = referenceIn(given);
  if (reference === null) return skipped(name, noTruth);
  const statements = judge.supportStatements(reference, texts.contexts);
  if (statements.length === 0) return skipped(name, 'the ground truth makes no statement');
  const found = statements.filter(({ shares }) => highest(shares) >= judge.supportedFrom).length;
  const value = found / statements.length;
  const listed = statements.length > mostClaims ? `; the first ${mostClaims} are listed` : '';
  const measured = `of ${found} of ${count(statements.length, 'statement')} of the ground truth a passage holds at least ${percent(judge.supportedFrom)} of the content words${listed}`;
  const claims = statements
    .slice(0, mostClaims)
    .map((statement, index) => toClaim(statement, index, judge.supportedFrom));
  return scored(lexicalMetric({ name, value, measured, counted: { claims, recall: round4(value) } }, given));
}

/** How much of the question's wording the passages take up. */
export function judgeRelevanceOfPassages(given: InProcess): Finding<RagMetric> {
  const name = 'context_relevance';
  const { judge, texts } = given;
  const shares = judge.coverWords(texts.query, texts.contexts);
  if (shares === null) return skipped(name, 'the question has no content words');
  const value = mean(shares);
  if (value === null) return skipped(name, 'there are no passages');
  const measured = `the passages hold ${percent(value)} of the question's content words on average`;
  return scored(
    lexicalMetric({ name, value, measured, counted: { chunk_scores: shares.map(round4) } }, given),
  );
}

function referenceIn({ texts: { groundTruth } }: InProcess): string | null {
  return groundTruth !== null && hasWords(groundTruth) ? groundTruth : null;
}

function toClaim({ text, shares }: StatementSupport, index: number, from: number): JudgedClaim {
  const chunks = shares.flatMap((share, passage) => (share >= from ? [passage + 1] : []));
  const isSupported = chunks.length > 0;
  return {
    id: `c${index + 1}`,
    text: text.slice(0, longestClaim).toWellFormed(),
    label: isSupported ? 'supported' : 'not_found',
    chunk: isSupported ? shares.indexOf(highest(shares)) + 1 : null,
    chunks,
    quote: null,
    evidence_checked: null,
  };
}

// Spreading tens of thousands of numbers into Math.max would exhaust the stack.
function highest(shares: readonly (number | undefined)[]): number {
  return shares.reduce<number>((most, share) => Math.max(most, share ?? 0), 0);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
