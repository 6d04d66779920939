import { scoringEndpoint } from '../../src/platform/scoring.ts';
import { responseQualityContract } from './contract.ts';

/** Scores one response by several criteria. */
export const handler = scoringEndpoint(responseQualityContract);
