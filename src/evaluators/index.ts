import { geval } from './geval.ts';

/** Every kind of evaluation by its `evaluation_type`. */
export const evaluators = { geval } as const;

/** An `evaluation_type`. */
export type EvaluationType = keyof typeof evaluators;

/** Every `evaluation_type`, for schemas and labels. */
export const evaluationTypes = Object.keys(evaluators) as [EvaluationType, ...EvaluationType[]];
