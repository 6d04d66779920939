import { type Features, measureFeatures } from '../../src/judges/embedded/features.ts';
import { readPair } from '../../src/judges/embedded/pair.ts';
import { countTables, type Tables } from '../../src/judges/embedded/tables.ts';
import { readText, type Sentence } from '../../src/judges/embedded/text.ts';
import { createRandom, pickIndex, type Random } from '../../src/statistics/random.ts';
import { corruptions, type Material, type Soundness } from './corruptions.ts';
import type { RatedDocument, Ratings } from './dataset.ts';

/** A summary to fit on. */
export interface Example {
  readonly document: number;
  readonly features: Features;
  /** How much it counts where ratings are fitted, and the ratings; null for spoilt texts. */
  readonly rated: { readonly weight: number; readonly ratings: Ratings; readonly byPeople: boolean } | null;
  /** The rating of consistency that a text with false facts is given; null for any other. */
  readonly falseConsistency: number | null;
  /** What each check should say of it, 0..1, where it is shown to that check. */
  readonly soundness: Soundness;
  /** How much it counts where checks are fitted. */
  readonly checkWeight: number;
}

interface Workshop {
  readonly documents: readonly RatedDocument[];
  readonly tables: Tables;
  readonly random: Random;
}

// Rated summaries come in twos that are nearly alike: with their own source and with a shortened one.
const checkWeights = { rated: 0.5, other: 1 } as const;
const seed = 7;
const rounds = 6;
const sound: Soundness = { language: 1, support: 1 };
/** The ratings that summaries written by people are taken to deserve: nobody rated these. */
const presumed: Ratings = { consistency: 4.7, coherence: 4, fluency: 4.6, relevance: 4 };

/** Counts the tables of word order and spelling in the documents and in what people wrote about them. */
export function countDocuments(documents: readonly RatedDocument[]): Tables {
  const texts = documents.flatMap(({ source, references }) => [source, ...references]);
  return countTables(texts.flatMap((text) => readText(text).sentences));
}

/** The examples: rated summaries, unrated ones by people, both also against shortened sources, and spoilt ones. */
export function makeExamples(documents: readonly RatedDocument[], tables: Tables): Example[] {
  const workshop = { documents, tables, random: createRandom(seed) };
  return documents.flatMap((document) => [
    ...makeSound(document, workshop),
    ...makeSpoilt(document, workshop),
  ]);
}

function makeSound(document: RatedDocument, workshop: Workshop): Example[] {
  const rated = document.summaries.map(({ summary, human }) => ({ summary, ratings: human, byPeople: true }));
  const written = listWritten(document).map((summary) => ({ summary, ratings: presumed, byPeople: false }));
  return [...rated, ...written].flatMap(({ summary, ratings, byPeople }) => {
    const make = (source: string, weight: number, first: boolean): Example => ({
      document: document.id,
      features: measureFeatures(source, summary, workshop.tables),
      rated: { weight, ratings, byPeople: byPeople && first },
      falseConsistency: null,
      soundness: sound,
      checkWeight: byPeople ? checkWeights.rated : checkWeights.other,
    });
    const weights = byPeople ? ([1, 0.2] as const) : ([0.1, 0.1] as const);
    return [
      make(document.source, weights[0], true),
      make(shorten(document.source, summary), weights[1], false),
    ];
  });
}

function makeSpoilt(document: RatedDocument, workshop: Workshop): Example[] {
  return Object.values(corruptions).flatMap(({ spoil, soundness, consistency }) =>
    Array.from({ length: rounds }, (_, round) => {
      const material = gatherMaterial(document, round, workshop);
      const spoilt = spoil(material, workshop.random);
      const summary = workshop.random() < 0.5 ? spoilt.replace(/\s*\.$/u, '') : spoilt;
      const source = round < rounds / 2 ? document.source : shorten(document.source, material.summary);
      return {
        document: document.id,
        features: measureFeatures(source, summary, workshop.tables),
        rated: null,
        falseConsistency: consistency ?? null,
        soundness,
        checkWeight: checkWeights.other,
      };
    }),
  );
}

// In turn: a rated summary, a whole reference, a single sentence of one.
function gatherMaterial(document: RatedDocument, round: number, { documents, random }: Workshop): Material {
  const list = [
    (of: RatedDocument) => of.summaries.map((row) => row.summary),
    (of: RatedDocument) => of.references,
    listSingles,
  ][round % 3];
  const others = documents.filter((other) => other !== document);
  const other = pick(others, random);
  return {
    summary: pick(list?.(document) ?? [], random),
    foreign: pick(list?.(other) ?? [], random),
    words: other.source.split(' ').filter((word) => /^\p{L}+$/u.test(word)),
  };
}

function listWritten(document: RatedDocument): string[] {
  // The first reference is the highlights list of the newspaper; the others were written as summaries.
  return [...document.references.slice(1), ...listSingles(document).slice(0, 6)];
}

function listSingles({ references }: RatedDocument): string[] {
  return references.slice(1).flatMap((reference) => readText(reference).sentences.slice(0, 1).map(write));
}

// Only the sentences that the summary draws on: a source as short as the ones people type in.
function shorten(source: string, summary: string): string {
  const pair = readPair(source, summary);
  const used = new Set(pair.matches.map((match) => match.index));
  const kept = pair.source.sentences.filter((_, index) => used.has(index));
  return kept.length > 0 ? kept.map(write).join(' ') : source;
}

function write({ tokens }: Sentence): string {
  return tokens.map((token) => token.written).join(' ');
}

function pick<T>(values: readonly T[], random: Random): T {
  return values[pickIndex(values.length, random)] as T;
}
