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

/** The id of the message about an event: the same however often it is announced, and to whom. */
export function messageIdOf({ event, id }: Pick<ServiceEvent, 'event' | 'id'>): string {
  // A dot would be taken for the end of the id in what is signed.
  return `msg_${id}_${event.slice(event.indexOf('.') + 1)}`;
}

/** The body of the message about an event. */
export function bodyOf({ event, id, at, data }: ServiceEvent): string {
  const subject = event.startsWith('batch.') ? { batch_id: id } : { evaluation_id: id };
  return JSON.stringify({ event, ...subject, timestamp: at, data });
}
