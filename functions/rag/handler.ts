import { scoringEndpoint } from '../../src/platform/scoring.ts';
import { ragContract } from './contract.ts';

/** Scores one retrieval-augmented answer. */
export const handler = scoringEndpoint(ragContract);
