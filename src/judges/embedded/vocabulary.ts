/** Classes of English function words, in the order of {@link classOf}'s precedence. */
const closedClasses = {
  article: 'a an the',
  determiner:
    'this these those some any every each another such no both either neither many much more most few several all other own same',
  possessive: 'my your his her its our their whose',
  subject: 'i he she we they who',
  pronoun:
    'it you me him us them himself herself itself themselves myself yourself ourselves someone anyone everyone nobody nothing something everything one',
  be: "is are was were be been being am isn't aren't wasn't weren't it's he's she's they're we're i'm you're",
  have: "has have had having hasn't haven't hadn't i've we've they've you've",
  do: "do does did doing done don't doesn't didn't",
  modal:
    "will would can could may might must shall should won't wouldn't can't cannot couldn't shouldn't i'll we'll he'll i'd he'd",
  to: 'to',
  of: 'of',
  preposition:
    'in on at by for with from into about after before over under between through during against among without within near across behind around since until towards off up down out along via per despite amid like',
  and: 'and or but nor',
  that: 'that which',
  subordinator: 'as if because while when where although though than whether unless how why what so',
  past: 'said told went came took made got gave found left felt became began brought kept held wrote stood heard meant met ran paid sat spoke led grew lost fell sent built understood drew broke spent rose won saw knew thought put set let cut hit beat caught bought sold taught chose drove flew hid rode sang shook stole swore threw wore woke struck shot fought sought',
  negation: 'not never',
  adverb:
    'also just only even still now then here there very too again already however yet ever later once soon almost often',
} as const;

/** What kind of word a word is, as far as word order goes: a closed class or a guess by its ending. */
export type WordClass = keyof typeof closedClasses | (typeof openClasses)[number];

const openClasses = [
  'number',
  'ing',
  'ed',
  'ly',
  'noun',
  'adjective',
  'plural',
  'other',
  'comma',
  'mark',
  'edge',
] as const;

const classes = new Map<string, WordClass>(
  Object.entries(closedClasses).flatMap(([name, words]) =>
    words.split(' ').map((word) => [word, name as WordClass] as const),
  ),
);

/** Every class, in the order in which tables are indexed. */
export const wordClasses = [...Object.keys(closedClasses), ...openClasses] as readonly WordClass[];

const endings = [
  [/^\p{N}/u, 'number'],
  [/^[,;:]$/u, 'comma'],
  [/^[^\p{L}]/u, 'mark'],
  [/.{2}ing$/u, 'ing'],
  [/.{2}ed$/u, 'ed'],
  [/.{2}ly$/u, 'ly'],
  [/.{2}(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|er|or)$/u, 'noun'],
  [/.{2}(?:al|ful|ous|ive|ic|able|ible|less|ary|ent|ant)$/u, 'adjective'],
  [/.{2}[^s]s$/u, 'plural'],
] as const;

/** The class of a word, number or mark in lower case. */
export function classOf(form: string): WordClass {
  return classes.get(form) ?? endings.find(([pattern]) => pattern.test(form))?.[1] ?? 'other';
}

/** Whether a word in lower case is of a closed class: it links content and carries none itself. */
export function isFunctionWord(form: string): boolean {
  const kind = classes.get(form);
  return kind !== undefined && kind !== 'past';
}

/** Whether a word in lower case stands in for a noun. */
export function isPronoun(form: string): boolean {
  const kind = classes.get(form);
  return kind === 'pronoun' || kind === 'subject' || kind === 'possessive';
}

/** Whether a word in lower case negates. */
export function isNegation(form: string): boolean {
  return form.endsWith("n't") || ['not', 'no', 'never', 'neither', 'nor', 'cannot', 'without'].includes(form);
}

/** Whether a word in lower case leaves a sentence unfinished when it is the last one. */
export function isDangling(form: string): boolean {
  return ['article', 'possessive', 'of', 'to', 'preposition', 'and', 'subordinator', 'be', 'modal'].includes(
    classOf(form),
  );
}

const titles = new Set(
  'mr mrs ms dr st prof gen sen rep gov lt col sgt capt jr sr vs no inc ltd co jan feb aug sept oct nov dec'.split(
    ' ',
  ),
);

/** Whether a word in lower case is usually written with a point that ends no sentence. */
export function isTitle(form: string): boolean {
  return titles.has(form);
}
