import { scoringEndpoint } from '../../src/platform/scoring.ts';
import { propositionsContract } from './contract.ts';

/** Compares extracted propositions with those that there should be. */
export const handler = scoringEndpoint(propositionsContract);
