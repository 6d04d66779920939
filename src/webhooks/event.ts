/** Everything that happens to evaluations and batches and that a webhook can be told. */
export const eventNames = [
  'evaluation.started',
  'evaluation.completed',
  'evaluation.failed',
  'batch.started',
  'batch.completed',
  'batch.failed',
  'batch.cancelled',
] as const;

/** One of {@link eventNames}. */
export type EventName = (typeof eventNames)[number];

/** Something that happened to one evaluation or batch of a tenant. */
export interface ServiceEvent {
  readonly tenant: string;
  readonly event: EventName;
  /** Of the evaluation or of the batch. */
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  /** Status and figures, never a text under test. */
  readonly data: Readonly<Record<string, unknown>>;
}

// An evaluation that is asked for again after a failure keeps its id, and starts or fails anew.
const repeatable: ReadonlySet<EventName> = new Set(['evaluation.started', 'evaluation.failed']);

/** The id of the message about an event: the same however often it is announced, and to whom; what happens again has another. */
export function messageIdOf({ event, id, at }: Pick<ServiceEvent, 'event' | 'id' | 'at'>): string {
  // A dot would be taken for the end of the id in what is signed.
  const name = `msg_${id}_${event.slice(event.indexOf('.') + 1)}`;
  return repeatable.has(event) ? `${name}_${Date.parse(at)}` : name;
}

/** The body of the message about an event. */
export function bodyOf({ event, id, at, data }: ServiceEvent): string {
  const subject = event.startsWith('batch.') ? { batch_id: id } : { evaluation_id: id };
  return JSON.stringify({ event, ...subject, timestamp: at, data });
}
