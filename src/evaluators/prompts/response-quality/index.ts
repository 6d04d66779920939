import { accuracy } from './accuracy.ts';
import { clarity } from './clarity.ts';
import { completeness } from './completeness.ts';
import type { QualityCriterion } from './criterion.ts';
import { relevance } from './relevance.ts';

/** The qualities that every response is judged by. */
export const responseQualities = ['relevance', 'completeness', 'clarity', 'accuracy'] as const;

/** Their criteria by name. */
export const qualityCriteria: Readonly<Record<(typeof responseQualities)[number], QualityCriterion>> = {
  relevance,
  completeness,
  clarity,
  accuracy,
};
