import * as z from 'zod';
import { Metadata } from '../../src/evaluation/evaluation.ts';
import { GevalBody, GevalResults } from '../../src/evaluators/geval.ts';

/** The answer of a G-Eval. */
export const GevalReply = GevalResults.extend({ evaluation_time: z.number(), metadata: Metadata });

/** POST /evaluations/geval */
export const gevalContract = { name: 'geval', body: GevalBody, reply: GevalReply } as const;
