import { measureExtraction } from './features/extraction.ts';
import { measureForm } from './features/form.ts';
import { measureOrder } from './features/order.ts';
import { measureRepetition } from './features/repetition.ts';
import { measureSupport } from './features/support.ts';
import { measureTopic } from './features/topic.ts';
import { measureWording } from './features/wording.ts';
import { readPair } from './pair.ts';
import type { Tables } from './tables.ts';

/** The features of a summary of a source: finite numbers, whatever the texts. */
export function measureFeatures(source: string, summary: string, tables: Tables) {
  const pair = readPair(source, summary);
  return {
    ...measureExtraction(pair),
    ...measureSupport(pair),
    ...measureOrder(pair),
    ...measureTopic(pair),
    ...measureRepetition(pair),
    ...measureForm(pair),
    ...measureWording(pair, tables),
  };
}

/** The values of all features. */
export type Features = Readonly<ReturnType<typeof measureFeatures>>;

/** The name of a feature. */
export type FeatureName = keyof Features;
