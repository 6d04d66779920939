import { scoringEndpoint } from '../../src/platform/scoring.ts';
import { gevalContract } from './contract.ts';

/** Scores one summary. */
export const handler = scoringEndpoint(gevalContract);
