import { scoringEndpoint } from '../../src/platform/scoring.ts';
import { pairwiseContract } from './contract.ts';

/** Says which of two responses is better. */
export const handler = scoringEndpoint(pairwiseContract);
