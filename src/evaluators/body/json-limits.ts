/** Bytes that a body, or one line of an upload, may have. */
export const maxJsonBytes = 3_000_000;

/** Values that it may have: read with the parser's checks, a value of two bytes takes several hundred. */
export const maxJsonValues = 500_000;

/** At least the values of a JSON text but one: each follows a comma or an opening bracket; those in strings count too. */
export function countValues(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === ',' || character === '[' || character === '{') count += 1;
  }
  return count;
}
