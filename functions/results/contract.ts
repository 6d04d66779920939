import * as z from 'zod';
import { Evaluation } from '../../src/evaluation/evaluation.ts';

/** GET /evaluations/results/{evaluation_id} */
export const resultContract = { name: 'result', replies: { 200: Evaluation } } as const;

/** DELETE /evaluations/results/{evaluation_id} */
export const resultDeleteContract = {
  name: 'result-delete',
  replies: { 204: z.null() },
  errors: ['conflict'],
} as const;
