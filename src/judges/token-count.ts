import * as z from 'zod';

// More than any model reads, and so few that sums over all items of a batch stay whole numbers.
const most = 100_000_000;

/** Tokens of a call as a provider reports them; null for what is no such number. */
export const tokenCount = z.number().int().min(0).max(most).nullish().catch(null);
