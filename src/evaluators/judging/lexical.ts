import { termCosine, termVectors } from '../../statistics/tf-idf.ts';

/** Why the embedded judge leaves a metric out that asks for understanding. */
export const needsModelJudge = 'needs a model judge';

/** How explanations of the embedded judge begin. */
export const byWording = 'Judged by its wording alone:';

/** The TF-IDF cosine of two texts; null where one has no word of two characters or more to compare. */
export function lexicalCosine(left: string, right: string): number | null {
  const [first, second] = termVectors([left, right]);
  return first?.size && second?.size ? termCosine(first, second) : null;
}
