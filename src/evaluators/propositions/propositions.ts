import * as z from 'zod';
import { type Matching, matchInOrder, type Paired } from '../../statistics/matching.ts';
import { nearestByTerms, nearestByWords } from '../../statistics/nearest.ts';
import { wordsOf } from '../../statistics/symbols.ts';
import type { ComputedEvaluator } from '../evaluator.ts';
import { toResults } from '../finding.ts';
import { Results, round4 } from '../metric.ts';
import { PropositionsBody, PropositionsMethod } from './body.ts';

const nearest = { semantic: nearestByTerms, jaccard: nearestByWords } as const satisfies Readonly<
  Record<PropositionsBody['method'], unknown>
>;
const share = z.number().min(0).max(1);
const position = z.number().int();

/** What a comparison of propositions reports; `details` numbers them from 0. */
export const PropositionsResults = Results.extend({
  precision: share,
  recall: share,
  f1: share,
  matched: z.number().int(),
  total_extracted: z.number().int(),
  total_reference: z.number().int(),
  /** Null where the extracted propositions have no word. */
  claim_density_per_100_tokens: z.number().nullable(),
  avg_prop_len_tokens: z.number(),
  dedup_rate: share,
  details: z.object({
    threshold: share,
    method: PropositionsMethod,
    matches: z.array(z.object({ extracted: position, reference: position, similarity: share })),
    /** `best_reference` is null where no reference has anything in common with it. */
    misses: z.array(
      z.object({ extracted: position, best_reference: position.nullable(), similarity: share }),
    ),
  }),
});

/** See the schema of the same name. */
export type PropositionsResults = z.infer<typeof PropositionsResults>;

const scores = ['precision', 'recall', 'f1'] as const;

/** Precision, recall and F1 of extracted propositions, matched one to one, with figures on how they are cut. */
export const propositions: ComputedEvaluator<PropositionsBody, PropositionsResults> = {
  judged: false,
  body: PropositionsBody,
  results: PropositionsResults,
  average: 'f1',
  batchAverage: 'average_score',
  metricNames: scores,
  scoresOf: (results) => scores.map((name) => ({ name, value: results[name], direction: 'higher' })),
  evaluate(body) {
    const { extracted, reference, method, threshold } = body;
    const matching = matchInOrder(nearest[method](extracted, reference), threshold);
    return {
      ...agreementOf(matching, body),
      ...shapeOf(extracted),
      details: { threshold, method, ...detailsOf(matching) },
      ...toResults([]),
    };
  },
};

function agreementOf({ matches }: Matching, { extracted, reference }: PropositionsBody) {
  const matched = matches.length;
  return {
    precision: round4(matched / extracted.length),
    recall: round4(matched / reference.length),
    // 2PR / (P + R), without a division by zero where nothing matched.
    f1: round4((2 * matched) / (extracted.length + reference.length)),
    matched,
    total_extracted: extracted.length,
    total_reference: reference.length,
  };
}

function shapeOf(extracted: readonly string[]) {
  const tokens = extracted.reduce((sum, proposition) => sum + wordsOf(proposition).length, 0);
  return {
    claim_density_per_100_tokens: tokens === 0 ? null : round4((extracted.length / tokens) * 100),
    avg_prop_len_tokens: round4(tokens / extracted.length),
    dedup_rate: round4(1 - new Set(extracted).size / extracted.length),
  };
}

function detailsOf({
  matches,
  misses,
}: Matching): Pick<PropositionsResults['details'], 'matches' | 'misses'> {
  return {
    matches: matches.map((match) => ({ reference: match.nearest.index, ...itemOf(match) })),
    misses: misses.map((miss) => ({
      best_reference: miss.nearest.similarity === 0 ? null : miss.nearest.index,
      ...itemOf(miss),
    })),
  };
}

function itemOf({ item, nearest }: Paired) {
  return { extracted: item, similarity: round4(nearest.similarity) };
}
