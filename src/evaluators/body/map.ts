import * as z from 'zod';

/** What the names of a map may be. */
export interface MapNames {
  readonly pattern: RegExp;
  /** The pattern in words: "1 to 50 of A-Z a-z 0-9 _ -". */
  readonly words: string;
  readonly most: number;
}

const longestShown = 60;

/** An object of values by name. Names are checked first: one issue per entry of a hostile object would fill the memory. */
export function map<Value extends z.ZodType>(names: MapNames, value: Value) {
  return z
    .record(z.string(), z.unknown())
    .superRefine((given, context) => {
      const message = faultOf(Object.keys(given), names);
      if (message) context.addIssue({ code: 'custom', message });
    })
    .pipe(z.record(z.string(), value));
}

function faultOf(given: readonly string[], { pattern, words, most }: MapNames): string | null {
  if (given.length > most) return `has ${given.length} entries; at most ${most}`;
  const wrong = given.find((name) => !pattern.test(name));
  return wrong === undefined
    ? null
    : `has the name ${JSON.stringify(wrong.slice(0, longestShown))}; names are ${words}`;
}
