import type { ReplySchema } from '../../../judges/judge.ts';

/** What a reply that is a list holds: fields beside the list, and the fields of each of its objects, all of them required. */
export interface ListReply {
  readonly name: string;
  readonly key: string;
  readonly item: Readonly<Record<string, unknown>>;
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** The schema of a reply that holds a list of objects. */
export function listReply({ name, key, item, beside = {} }: ListReply): ReplySchema {
  return { name, schema: closedObject({ ...beside, [key]: { type: 'array', items: closedObject(item) } }) };
}

function closedObject(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
