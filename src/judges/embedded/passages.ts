/** A run of words that a summary shares with its source. */
export interface Fragment {
  /** Where it starts among the summary's words. */
  readonly start: number;
  readonly length: number;
  /** Where its first occurrence starts among the source's words. */
  readonly position: number;
}

interface State {
  length: number;
  link: number;
  readonly end: number;
  readonly next: Map<string, number>;
}

/** Finds the longest shared runs from left to right (Grusky et al. 2018, "extractive fragments"), in linear time. */
export function findFragments(summary: readonly string[], source: readonly string[]): Fragment[] {
  const states = indexRuns(source);
  const fragments: Fragment[] = [];
  for (let start = 0; start < summary.length; ) {
    const { length, end } = followRun(states, summary, start);
    if (length > 0) fragments.push({ start, length, position: end - length });
    start += Math.max(1, length);
  }
  return fragments;
}

function followRun(
  states: readonly State[],
  words: readonly string[],
  start: number,
): { length: number; end: number } {
  let state = states[0] as State;
  let length = 0;
  for (; start + length < words.length; length += 1) {
    const next = state.next.get(words[start + length] as string);
    if (next === undefined) break;
    state = states[next] as State;
  }
  return { length, end: state.end };
}

/** The suffix automaton of the words: it recognises every run of them, and is built in linear time. */
function indexRuns(words: readonly string[]): readonly State[] {
  const states: State[] = [{ length: 0, link: -1, end: 0, next: new Map() }];
  let last = 0;
  for (const [index, word] of words.entries()) last = extend(states, last, word, index + 1);
  return states;
}

function extend(states: State[], last: number, word: string, end: number): number {
  const added =
    states.push({ length: (states[last] as State).length + 1, link: 0, end, next: new Map() }) - 1;
  let from = last;
  while (from >= 0 && !(states[from] as State).next.has(word)) {
    (states[from] as State).next.set(word, added);
    from = (states[from] as State).link;
  }
  if (from >= 0) (states[added] as State).link = linkTarget(states, from, word);
  return added;
}

function linkTarget(states: State[], from: number, word: string): number {
  const parent = states[from] as State;
  const target = parent.next.get(word) as number;
  const found = states[target] as State;
  if (found.length === parent.length + 1) return target;
  const clone = states.push({ ...found, length: parent.length + 1, next: new Map(found.next) }) - 1;
  found.link = clone;
  for (
    let at = from;
    at >= 0 && (states[at] as State).next.get(word) === target;
    at = (states[at] as State).link
  ) {
    (states[at] as State).next.set(word, clone);
  }
  return clone;
}
