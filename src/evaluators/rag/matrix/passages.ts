/** A passage and its number in the list, from 1. */
export interface Passage {
  readonly chunk: number;
  readonly text: string;
}

const mostCharacters = 60_000;

/** The passages in the groups in which one call reads them: in order, at most 60,000 characters each or a single passage. */
export function groupPassages(texts: readonly string[]): readonly (readonly Passage[])[] {
  const groups: Passage[][] = [];
  let size = 0;
  for (const [index, text] of texts.entries()) {
    const group = groups.at(-1);
    const passage = { chunk: index + 1, text };
    size += text.length;
    if (group && size <= mostCharacters) group.push(passage);
    else {
      groups.push([passage]);
      size = text.length;
    }
  }
  return groups;
}
