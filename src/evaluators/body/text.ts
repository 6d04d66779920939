import * as z from 'zod';

// Control characters carry no meaning for a reader and upset terminals and judges; TAB and LF do carry meaning.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are removed
const controls = /[\u0001-\u0008\u000b-\u001f\u007f]/g;

/** A list of min..max elements. Its length is checked first: one issue per element of a hostile list would fill the memory. */
export function list<Element extends z.ZodType>(element: Element, min: number, max: number) {
  return z.preprocess((value, context) => {
    if (Array.isArray(value) && value.length > max) {
      context.addIssue({ code: 'too_big', origin: 'array', maximum: max, inclusive: true, input: value });
    }
    return value;
  }, z.array(element).min(min).max(max));
}

/** A text under test of min..max characters: judged verbatim, but for control characters; NUL and lone surrogates are refused. */
export function text(min: number, max: number) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((value) => value.isWellFormed(), 'has a lone surrogate, which is no Unicode text')
    .refine((value) => !value.includes('\0'), 'has a NUL character')
    .overwrite((value) => value.replace(/\r\n?/g, '\n').replace(controls, ''))
    .meta({ pattern: '^[^\\u0000]*$' });
}

/** How many characters a text has, as its limits count them: Unicode code points. */
export function charactersIn(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

/** A text of a judge or a caller as it is shown: of at most so many characters, none of which JSON writes as six, and no half of one. */
export function shown(text: string, longest: number): string {
  return text.replaceAll('\0', '').replace(controls, '').slice(0, longest).toWellFormed();
}

/** Whether a text says anything: it holds a letter or a digit. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
