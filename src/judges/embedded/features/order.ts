import { mean, standardDeviation } from '../../../statistics/means.ts';
import { type Pair, share } from '../pair.ts';

/** Where in the source the summary's sentences come from, and in what order. */
export function measureOrder({ source, matches }: Pair) {
  const found = matches.filter((match) => match.index >= 0).map((match) => match.index);
  const places = found.map((index) => share(index, source.sentences.length - 1));
  const steps = found.slice(1).map((index, before) => index - (found[before] as number));
  return {
    meanPlace: mean(places) ?? 1,
    placeSpread: standardDeviation(places) ?? 0,
    inOrder: share(steps.filter((step) => step > 0).length, steps.length, 1),
    nextSentence: share(steps.filter((step) => step === 1).length, steps.length, 0.5),
  };
}
