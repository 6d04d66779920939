import { Evaluation } from '../../src/evaluation/evaluation.ts';

/** GET /evaluations/results/{evaluation_id} */
export const resultContract = { name: 'result', replies: { 200: Evaluation } } as const;
