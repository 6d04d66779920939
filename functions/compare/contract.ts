import * as z from 'zod';
import { BatchComparison, CompareBody, ResultComparison } from '../../src/history/comparison.ts';

/** POST /evaluations/compare */
export const compareContract = {
  name: 'compare',
  body: CompareBody,
  // Of the ids in the body.
  errors: ['not_found'],
  // The one with more fields comes first: the other would take its answers and drop them.
  replies: { 200: z.union([BatchComparison, ResultComparison]) },
} as const;
