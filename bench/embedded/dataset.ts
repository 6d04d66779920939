import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SummaryDimension } from '../../src/judges/judge.ts';
import { mean } from '../../src/statistics/means.ts';
import { createRandom, shuffle } from '../../src/statistics/random.ts';

const ratings = z.object({
  coherence: z.number(),
  consistency: z.number(),
  fluency: z.number(),
  relevance: z.number(),
});
const documentsSchema = z.record(
  z.string(),
  z.object({ source: z.string(), references: z.array(z.string()) }),
);
const summariesSchema = z.array(z.object({ doc_id: z.number(), summary: z.string(), human: ratings }));
const qagsSchema = z.array(z.object({ source: z.string(), summary: z.string(), consistency: z.number() }));
const answers = z.object({ response: z.string() });
const answerPairsSchema = z.array(
  z.object({
    instance_id: z.number(),
    query: z.string(),
    gt_answer: z.string(),
    model1: answers,
    model2: answers,
    correctness_label: z.number(),
    completeness_label: z.number(),
    overall_label: z.number(),
  }),
);

/** Ratings on 1..5 of the four dimensions. */
export type Ratings = Readonly<Record<SummaryDimension, number>>;

/** A document with the summaries that people rated. */
export interface RatedDocument {
  readonly id: number;
  readonly source: string;
  /** Summaries that people wrote. */
  readonly references: readonly string[];
  readonly summaries: readonly { readonly summary: string; readonly human: Ratings }[];
}

/** A summary with people's verdict on its consistency, 0..1. */
export type CheckedSummary = z.infer<typeof qagsSchema>[number];

/** Two answers to a question; the labels, means over people, are positive where the first is the better one. */
export interface AnswerPair {
  readonly query: string;
  readonly groundTruth: string;
  readonly answers: readonly [first: string, second: string];
  readonly labels: Readonly<Record<'correctness' | 'completeness' | 'overall', number>>;
}

const splitSeed = 1;
const fittedDocuments = 40;

/** The folder of labelled data: from the environment, else beside the repository. */
export const dataFolder = process.env['ASSAY_DATA'] ?? '../shared/data';

/** Reads the rated summaries, by document. */
export function readRatedDocuments(folder: string): RatedDocument[] {
  const documents = documentsSchema.parse(readJson(folder, 'documents.json'));
  const summaries = Map.groupBy(
    summariesSchema.parse(readJson(folder, 'summaries.json')),
    (row) => row.doc_id,
  );
  return Object.entries(documents).map(([key, document]) => {
    const id = Number(key);
    return { id, ...document, summaries: summaries.get(id) ?? [] };
  });
}

/** Reads summaries checked for consistency. */
export function readCheckedSummaries(folder: string, file: string): CheckedSummary[] {
  return qagsSchema.parse(readJson(folder, file));
}

/** Reads pairs of RAG answers that people compared. */
export function readAnswerPairs(folder: string): AnswerPair[] {
  const rows = answerPairsSchema.parse(readJson(folder, 'human_labels.json'));
  return [...Map.groupBy(rows, (row) => row.instance_id).values()].flatMap((labelled) => {
    const [row] = labelled;
    if (!row) return [];
    // In the files a negative label prefers the first answer.
    const label = (read: (one: (typeof rows)[number]) => number) => -(mean(labelled.map(read)) ?? 0);
    const labels = {
      correctness: label((one) => one.correctness_label),
      completeness: label((one) => one.completeness_label),
      overall: label((one) => one.overall_label),
    };
    const answers = [row.model1.response, row.model2.response] as const;
    return [{ query: row.query, groundTruth: row.gt_answer, answers, labels }];
  });
}

/** The fixed split: the documents that the weights are fitted on, and those held out. */
export function splitDocuments(documents: readonly RatedDocument[]): {
  fitted: RatedDocument[];
  heldOut: RatedDocument[];
} {
  const shuffled = shuffle(documents, createRandom(splitSeed));
  const byId = (one: RatedDocument, other: RatedDocument) => one.id - other.id;
  return {
    fitted: shuffled.slice(0, fittedDocuments).sort(byId),
    heldOut: shuffled.slice(fittedDocuments).sort(byId),
  };
}

function readJson(folder: string, file: string): unknown {
  const path = join(folder, file);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`The labelled data cannot be read: ${path}. Name its folder as the argument.`, { cause });
  }
}
