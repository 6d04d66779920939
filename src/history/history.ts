import * as z from 'zod';
import { evaluationTypes } from '../evaluators/index.ts';

// What the table holds as a row's place; the date is checked, so that no month is asked for that there never was.
const position = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)#(?:evr|batch)_[0-9A-HJKMNP-TV-Z]{26}$/;
const isDay = (text: string) => z.iso.date().safeParse(text).success;
const isTime = (text: string) => z.iso.datetime({ offset: true, local: true }).safeParse(text).success;

/** A date or date-time as milliseconds since the epoch: without a zone UTC, and a day as its first or last one. */
function moment(dayTime: 'T00:00:00.000Z' | 'T23:59:59.999Z') {
  return z
    .string()
    .max(40)
    .transform(inFull)
    .refine((text) => isDay(text) || isTime(text), 'must be an ISO 8601 date or date-time')
    .transform((text) => {
      if (isDay(text)) return Date.parse(`${text}${dayTime}`);
      return Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
    });
}

/** A time in the one form that is checked: capitals, seconds, a colon in the zone. */
function inFull(text: string): string {
  return text
    .toUpperCase()
    .replace(/(T\d\d:\d\d)(?=Z|[+-]|$)/, '$1:00')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
}

const cursor = z
  .string()
  .max(200)
  .transform((text) => Buffer.from(text, 'base64url').toString('utf8'))
  .refine((text) => isTime(position.exec(text)?.[1] ?? ''), 'is not a cursor of this history');

/** What a caller may ask of its history. */
export const HistoryBody = z
  .object({
    evaluation_type: z.enum(evaluationTypes).nullish().describe('One kind of evaluation; null for all'),
    start_date: moment('T00:00:00.000Z').nullish().describe('ISO 8601, without a zone UTC; included'),
    end_date: moment('T23:59:59.999Z').nullish().describe('ISO 8601; a date includes its whole day'),
    limit: z.number().int().min(1).max(100).default(20).describe('Most items of the page'),
    cursor: cursor.nullish().describe('`next_cursor` of the page before'),
    offset: z.number().int().min(0).max(1_000).nullish().describe('Items to skip; not beside a cursor'),
    min_score: z.number().min(0).max(1).nullish().describe('Leaves out results without a score'),
    max_score: z.number().min(0).max(1).nullish().describe('Leaves out results without a score'),
  })
  .refine(({ cursor, offset }) => cursor == null || offset == null, {
    path: ['offset'],
    message: 'must not be sent beside a cursor',
  })
  .refine(({ start_date: start, end_date: end }) => start == null || end == null || start <= end, {
    path: ['start_date'],
    message: 'must not be after end_date',
  })
  .refine(({ min_score: min, max_score: max }) => min == null || max == null || min <= max, {
    path: ['min_score'],
    message: 'must not be above max_score',
  });

/** See the schema of the same name. */
export type HistoryBody = z.infer<typeof HistoryBody>;

/** One stored result, or one batch that has ended. */
export const HistoryItem = z.object({
  /** Null for a batch. */
  evaluation_id: z.string().nullable(),
  /** Null for a single result. */
  batch_id: z.string().nullable(),
  evaluation_type: z.string(),
  created_at: z.string(),
  score: z.number().nullable(),
  results: z.looseObject({}),
});

/** See the schema of the same name. */
export type HistoryItem = z.infer<typeof HistoryItem>;

const Scores = z.record(z.string(), z.number());

/** Matches of one type; the averages are over those of one kind of judge. */
export const TypeSummary = z.object({
  count: z.number().int(),
  /** How many scores `average_score` is the mean of. */
  scored: z.number().int(),
  average_score: z.number().nullable(),
  average_scores: Scores,
  judge_kind: z.enum(['model', 'embedded', 'none']).nullable(),
});

/** See the schema of the same name. */
export type TypeSummary = z.infer<typeof TypeSummary>;

/** What is said of all matches together. */
export const HistorySummary = z.object({
  total_count: z.number().int(),
  /** Null unless all matches are of one type. */
  average_scores: Scores.nullable(),
  /** Null unless all matches are of one type, and ten have scores. */
  trends: z
    .object({
      direction: z.enum(['improving', 'declining', 'stable']),
      slope: z.number(),
      recent_average: z.number(),
      overall_average: z.number(),
    })
    .nullable(),
  aggregations: z.object({ by_type: z.record(z.string(), TypeSummary) }),
  warnings: z.array(z.string()),
});

/** See the schema of the same name. */
export type HistorySummary = z.infer<typeof HistorySummary>;

/** A page of a tenant's history, and what all matches come to. */
export const HistoryReply = HistorySummary.extend({
  /** Whether there are more matches than the counts and averages cover. */
  truncated: z.boolean(),
  items: z.array(HistoryItem),
  next_cursor: z.string().nullable(),
});
