import type { ReplySchema } from '../../judges/judge.ts';

type Properties = Readonly<Record<string, unknown>>;

/** The schema of a reply with these fields, all of them required, after the analysis if one is asked for. */
export function replySchema(name: string, properties: Properties, explain = false): ReplySchema {
  return {
    name,
    schema: closedObject(explain ? { analysis: { type: 'string' }, ...properties } : properties),
  };
}

/** The list of objects with these fields, all of them required. */
export function listOf(properties: Properties): Properties {
  return { type: 'array', items: closedObject(properties) };
}

function closedObject(properties: Properties): Properties {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
