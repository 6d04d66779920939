import { scoringEndpoint } from '../../src/platform/scoring.ts';
import { ocrContract } from './contract.ts';

/** Measures recognised texts. */
export const handler = scoringEndpoint(ocrContract);
