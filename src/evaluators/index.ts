import { customMetric } from './custom-metric/custom-metric.ts';
import type { Evaluator, JudgeChoice } from './evaluator.ts';
import { geval } from './geval/geval.ts';
import type { Results } from './metric.ts';
import { ocr } from './ocr/ocr.ts';
import { pairwise } from './pairwise/pairwise.ts';
import { propositions } from './propositions/propositions.ts';
import { rag } from './rag/rag.ts';
import { responseQuality } from './response-quality/response-quality.ts';

/** Every kind of evaluation by its `evaluation_type`. */
export const evaluators = {
  geval,
  rag,
  response_quality: responseQuality,
  custom_metric: customMetric,
  pairwise,
  propositions,
  ocr,
} as const;

/** An `evaluation_type`. */
export type EvaluationType = keyof typeof evaluators;

/** Every `evaluation_type`, for schemas and labels. */
export const evaluationTypes = Object.keys(evaluators) as [EvaluationType, ...EvaluationType[]];

/** What every scoring body says beside what is to be scored. */
export interface ScoringBody extends JudgeChoice {
  readonly save_results: boolean;
}

/** A kind of evaluation without its own types: the registry pairs each type with its body, which its schema produces. */
export function evaluatorOf(type: EvaluationType): Evaluator<ScoringBody, Results> {
  return evaluators[type] as unknown as Evaluator<ScoringBody, Results>;
}
