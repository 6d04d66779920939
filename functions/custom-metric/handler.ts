import { scoringEndpoint } from '../../src/platform/scoring.ts';
import { customMetricContract } from './contract.ts';

/** Scores by a metric of the caller's own. */
export const handler = scoringEndpoint(customMetricContract);
