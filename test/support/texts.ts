/** A short article of our own, for tests that need a source. */
export const source =
  'The town council of Harrow voted on Tuesday to rebuild the stone bridge over the Wey. ' +
  'The bridge, which opened in 1932 and carries eight lanes, was closed in March after inspectors found cracks in two of its piers. ' +
  'Work will begin in June and cost 14 million pounds. Mayor Ellen Brandt said that the bridge would reopen within eighteen months. ' +
  'Local shops have lost a third of their customers since the closure, according to the chamber of commerce.';

/** A faithful summary of {@link source}. */
export const goodSummary =
  'Harrow will rebuild its eight-lane bridge over the Wey, closed in March because of cracked piers. Work begins in June and costs 14 million pounds.';

/** Words without sense. */
export const nonsense =
  'Purple fourteen the the window sings quickly bridge of of banana Tuesday elephant running seventeen cloud.';
