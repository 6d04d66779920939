import { simulateOutage } from './outage.ts';
import { simulateRateLimit } from './rate-limit.ts';

// What a provider sees of an outage and of its own rate limit, and what becomes of the requests; virtual time.
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

console.log(`seed ${seed}\n\n500 requests/s for 60 s, every call answered by a 500 after 200 ms:\n`);
printRow([
  'environments',
  'opened after',
  'requests by then',
  'calls',
  'ratio',
  'all requests',
  'all calls',
  'least budget',
  'endings',
]);
printRow(Array.from({ length: 9 }, () => '---'));
for (const environments of [1, 10, 50]) {
  const figures = await simulateOutage({ environments, requestsPerSecond: 500, seconds: 60, seed });
  printRow([
    environments,
    figures.openedAfterMs === null ? 'never' : `${Math.round(figures.openedAfterMs)} ms`,
    figures.requestsUntilOpen,
    figures.callsUntilOpen,
    figures.ratioUntilOpen.toFixed(2),
    figures.requests,
    figures.calls,
    figures.leastBudget.toFixed(1),
    describe(figures.endings),
  ]);
}

console.log(
  '\n1,000 requests, 200 at once, to a provider that takes fewer; answers take 1 s, a 429 takes 30 ms:\n',
);
printRow(['calls/s taken', 'Retry-After', 'seconds', 'calls', 'refused', 'room at the end', 'endings']);
printRow(Array.from({ length: 7 }, () => '---'));
for (const retryAfterMs of [null, 1_000, 5_000]) {
  for (const callsPerSecond of [5, 20, 100]) {
    const limit = { callsPerSecond, retryAfterMs, requests: 1_000, atOnce: 200, seed };
    const { seconds, calls, refused, room, endings } = await simulateRateLimit(limit);
    const asked = retryAfterMs === null ? 'none' : `${retryAfterMs / 1_000} s`;
    printRow([callsPerSecond, asked, seconds.toFixed(1), calls, refused, room, describe(endings)]);
  }
}

function printRow(cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function describe(endings: Readonly<Record<string, number>>): string {
  return Object.entries(endings)
    .map(([code, count]) => `${count} ${code}`)
    .join(', ');
}
