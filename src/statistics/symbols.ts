/** The characters (code points) of a text whose runs of whitespace count as one space, without those at its ends. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(text.replace(/\s+/g, ' ').trim());
}

/** The words of a text: what stands between whitespace. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
