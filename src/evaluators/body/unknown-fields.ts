import { distance } from 'fastest-levenshtein';
import * as z from 'zod';
import { shown } from './text.ts';

const maxNamed = 20;
const longestShown = 50;

/** The fields that a schema of an object knows. */
export type Shape = Readonly<Record<string, z.core.$ZodType>>;

interface UnknownField {
  /** Where it stands: `thresholds.`, `items[3].`, '' at the top. */
  readonly within: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** One warning per field that the schema of a body does not know, however deep, with the nearest known name if one is near. */
export function unknownFields(sent: unknown, { shape }: { readonly shape: Shape }): string[] {
  const unknown = [...fieldsOf(sent, shape, '')];
  const warnings = unknown.slice(0, maxNamed).map(warningFor);
  const others = unknown.length - warnings.length;
  return others > 0 ? [...warnings, `and ${others} more unknown fields were ignored`] : warnings;
}

function* fieldsOf(sent: unknown, shape: Shape, within: string): Generator<UnknownField> {
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return;
  for (const [name, value] of Object.entries(sent)) {
    const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (schema) yield* fieldsBelow(value, bare(schema), `${within}${name}`);
    else yield { within, name, known: Object.keys(shape) };
  }
}

function* fieldsBelow(value: unknown, schema: z.core.$ZodType, path: string): Generator<UnknownField> {
  if (schema instanceof z.ZodObject) yield* fieldsOf(value, schema.shape, `${path}.`);
  if (!(schema instanceof z.ZodArray) || !Array.isArray(value)) return;
  const element = bare(schema.element);
  if (!(element instanceof z.ZodObject)) return;
  for (const [index, each] of value.entries()) yield* fieldsOf(each, element.shape, `${path}[${index}].`);
}

/** The schema of what a field holds if it holds anything. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return bare(schema.out);
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapped ? bare(schema.unwrap()) : schema;
}

function warningFor({ within, name, known }: UnknownField): string {
  const field = shown(name, longestShown);
  const near = known.filter((each) => distance(field, each) <= Math.max(2, each.length / 3));
  const nearest = near.sort((a, b) => distance(field, a) - distance(field, b))[0];
  const suggestion = nearest ? `; did you mean "${within}${nearest}"?` : '';
  return `unknown field "${within}${field}" was ignored${suggestion}`;
}
