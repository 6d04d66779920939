import type { FormatCheck } from './format-issue.ts';
import { hasLength, type LengthBound, type LengthUnit } from './lengths.ts';
import { hasBullets, hasNumbers, hasTable, isJson, isYesOrNo } from './shapes.ts';

/** A phrase of an expected format that code can check, in lower-case text. */
export interface FormatRule {
  /** `json` and `answer` are about the whole response, `shape` about a part of it, `length` about its length. */
  readonly kind: 'json' | 'answer' | 'shape' | 'length';
  readonly phrase: RegExp;
  checkOf(groups: Readonly<Record<string, string | undefined>>): FormatCheck;
}

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const units = 'word|character|sentence|line|paragraph';
const bounds: Readonly<Record<LengthBound, string>> = {
  'at most': 'at most|no more than|not more than|up to|(?:a )?maximum(?: of)?|max',
  'at least': 'at least|no fewer than|no less than|not less than|(?:a )?minimum(?: of)?|min',
  exactly: 'exactly|precisely',
};
const members = 'keys?|fields?|propert(?:y|ies)|members?|attributes?|elements?|entries';

/** The rules in the order in which they are looked for: what one has found, the next does not see. */
export const formatRules: readonly FormatRule[] = [
  { kind: 'answer', phrase: /\byes(?: or |\/|-or-)no\b/g, checkOf: () => isYesOrNo },
  ...(Object.keys(bounds) as LengthBound[]).map(
    (bound): FormatRule => ({
      kind: 'length',
      phrase: new RegExp(
        String.raw`\b(?:${bounds[bound]}) (?<count>\d{1,3}(?:,\d{3})+|\d{1,6}|${numbers.join('|')}) (?<unit>${units})s?\b(?: long| in length| in total)?`,
        'g',
      ),
      checkOf: ({ count = '', unit }) => hasLength(bound, numberOf(count), unit as LengthUnit),
    }),
  ),
  {
    kind: 'length',
    phrase: /(?<![-\w])(?:one|a single|single)[ -](?<unit>word|sentence|line|paragraph)\b/g,
    checkOf: ({ unit }) => hasLength('exactly', 1, unit as LengthUnit),
  },
  {
    kind: 'shape',
    phrase: /\b(?:markdown )?(?:bullet(?:ed)?|bullet-point|unordered) (?:lists?|points?)\b/g,
    checkOf: () => hasBullets,
  },
  {
    kind: 'shape',
    phrase: /\b(?:markdown )?(?:numbered|ordered) lists?\b/g,
    checkOf: () => hasNumbers,
  },
  {
    kind: 'shape',
    phrase: /\bmarkdown tables?\b|\btables? in markdown\b/g,
    checkOf: () => hasTable,
  },
  {
    kind: 'json',
    // Only where nothing follows that could stand beside the JSON: "JSON with an explanation" is not for code.
    phrase: new RegExp(
      String.raw`\b(?:valid |raw |pure )?(?:(?<listed>(?:array|list) of json objects)|json(?: (?<kind>object|array|list))?)\b(?: format(?:ted)?)?(?: only| and nothing else)?(?=\s*$| of\b| whose\b| that\b| matching\b| (?:with|containing|having) (?:(?:the|a|an|exactly|only|two|three|four) ){0,3}(?:${members})\b)`,
      'g',
    ),
    checkOf: ({ listed, kind }) => isJson(listed || kind === 'list' ? 'array' : jsonKindOf(kind)),
  },
];

function jsonKindOf(kind: string | undefined): 'any' | 'object' | 'array' {
  return kind === 'object' || kind === 'array' ? kind : 'any';
}

function numberOf(count: string): number {
  const word = numbers.indexOf(count);
  return word < 0 ? Number(count.replaceAll(',', '')) : word + 1;
}
