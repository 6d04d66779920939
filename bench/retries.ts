import { simulateOutage } from './outage.ts';

// What a provider sees while every call fails, by the size of the fleet that calls it 500 times a second for a minute.
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
const fleets = [1, 10, 50];

console.log(`seed ${seed}; 500 requests/s for 60 s, every call answered by a 500 after 200 ms`);
console.log(
  '| environments | circuit opened after | requests until then | calls until then | ratio | requests | calls | least budget | endings |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const environments of fleets) {
  const figures = await simulateOutage({ environments, requestsPerSecond: 500, seconds: 60, seed });
  const endings = Object.entries(figures.endings).map(([code, count]) => `${count} ${code}`);
  const cells = [
    environments,
    figures.openedAfterMs === null ? 'never' : `${Math.round(figures.openedAfterMs)} ms`,
    figures.requestsUntilOpen,
    figures.callsUntilOpen,
    figures.ratioUntilOpen.toFixed(2),
    figures.requests,
    figures.calls,
    figures.leastBudget.toFixed(1),
    endings.join(', '),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
