import type { ErrorCode } from '../errors.ts';
import type { Results, Score } from '../evaluators/metric.ts';
import type { Announcer } from '../webhooks/announce.ts';
import type { EventName, ServiceEvent } from '../webhooks/event.ts';
import type { Metadata } from './evaluation.ts';

/** The evaluation that is spoken of. */
export interface Subject {
  readonly tenant: string;
  readonly id: string;
  readonly type: string;
}

// Callers name metrics of their own; a message stays small.
const mostScores = 50;

/** An evaluation has begun; times are milliseconds since the epoch. */
export function startedEvent(subject: Subject, at: number): ServiceEvent {
  return eventOf(subject, { event: 'evaluation.started', at });
}

/** Nothing of an evaluation could be scored. The code says why; a sentence about it could quote a text. */
export function failedEvent(
  subject: Subject,
  { code, at }: { readonly code: ErrorCode; readonly at: number },
): ServiceEvent {
  return eventOf(subject, { event: 'evaluation.failed', at, data: { error: { code } } });
}

/** What is told of a completed evaluation. */
export interface Completion {
  readonly tenant: string;
  readonly type: string;
  readonly now: number;
  readonly score: number | null;
  readonly scores: readonly Score[];
  readonly evaluated: {
    readonly results: Results;
    readonly evaluation_time: number;
    readonly metadata: Metadata;
  };
}

/** An evaluation has its scores, or some of them. */
export function completedEvent({ tenant, type, now, score, scores, evaluated }: Completion): ServiceEvent {
  const { results, evaluation_time, metadata } = evaluated;
  const { failed_metrics, partial_results } = results;
  const data = {
    score,
    scores: Object.fromEntries(scores.slice(0, mostScores).map(({ name, value }) => [name, value])),
    failed_metrics: failed_metrics.slice(0, mostScores).map(({ name, code }) => ({ name, code })),
    partial_results,
    judge: metadata.judge && { provider: metadata.judge.provider, model: metadata.judge.model },
    evaluation_time,
    usage: metadata.usage,
  };
  const subject = { tenant, type, id: metadata.evaluation_id };
  return eventOf(subject, { event: 'evaluation.completed', at: now, data });
}

interface Happening {
  readonly event: Extract<EventName, `evaluation.${string}`>;
  readonly at: number;
  readonly data?: ServiceEvent['data'];
}

function eventOf({ tenant, id, type }: Subject, { event, at, data = {} }: Happening): ServiceEvent {
  const status = event.slice('evaluation.'.length);
  const time = new Date(at).toISOString();
  return { tenant, event, id, at: time, data: { evaluation_type: type, status, ...data } };
}

/** Runs an evaluation while the webhooks that want it are told that it has started; best effort. */
export async function whileMentioned<Value>(
  announcer: Announcer,
  event: ServiceEvent,
  run: () => Promise<Value>,
): Promise<Value> {
  const [ran] = await Promise.allSettled([run(), announcer.mention(event)]);
  if (ran.status === 'rejected') throw ran.reason;
  return ran.value;
}
