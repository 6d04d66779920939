import { expect, test } from '@jest/globals';
import { simulateRateLimit } from '../../../bench/rate-limit.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

test.each([[null], [1_000]])(
  `a provider that takes a tenth of what comes at once, and asks to wait %j ms, answers nearly every request in the end (SEED=${seed})`,
  async (retryAfterMs) => {
    const limit = { callsPerSecond: 20, retryAfterMs, requests: 600, atOnce: 200, seed };

    const { endings, refused, room } = await simulateRateLimit(limit);

    expect(endings['ok']).toBeGreaterThanOrEqual(594);
    expect(refused).toBeLessThan(400);
    expect(room).toBeLessThan(60);
  },
);
