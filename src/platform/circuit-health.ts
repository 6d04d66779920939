import { type CircuitFact, summarizeCircuits, worse } from '../judges/circuit-summary.ts';
import { configuredModels, listCircuits } from './breakers.ts';
import { storing } from './storing.ts';

/** A circuit as health shows it; times are RFC 3339. */
export interface CircuitView {
  readonly state: CircuitFact['state'];
  readonly health: 'healthy' | 'unhealthy' | 'recovering';
  readonly forced: boolean;
  readonly retry_at: string | null;
  /** Calls of the whole fleet since the service began; null while they cannot be read. */
  readonly stats: CircuitStats | null;
}

interface CircuitStats {
  readonly failures: number;
  readonly successes: number;
  readonly last_failure: string | null;
}

/** A provider's circuit as health shows it: the worst of its models, which are listed inside. */
export interface ProviderCircuit extends CircuitView {
  readonly models: Readonly<Record<string, CircuitView>>;
}

/** The circuits of the configured providers. While the table cannot be read they are what calls take them for: closed. */
export async function viewCircuits(): Promise<Readonly<Record<string, ProviderCircuit>>> {
  const known = configuredModels();
  const facts = summarizeCircuits(await listCircuits().catch(() => []), known);
  const providers = new Set(known.map(({ provider }) => provider));
  const entries = [...providers].map(async (provider) => {
    const own = facts.filter((fact) => fact.provider === provider);
    return [provider, await viewProvider(own)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function viewProvider(facts: readonly CircuitFact[]): Promise<ProviderCircuit> {
  const worst = facts.reduce(worse);
  const views = await Promise.all(facts.map(async (fact) => [fact.model, await viewOf(fact)] as const));
  const stats = sumOf(
    views.map(([, view]) => view.stats),
    worst,
  );
  return { ...shapeOf(worst), stats, models: Object.fromEntries(views) };
}

async function viewOf(fact: CircuitFact): Promise<CircuitView> {
  const counted = await storing
    .counters()
    .readBeside('judge_requests_total', { provider: fact.provider, model: fact.model })
    .catch(() => null);
  if (counted === null) return { ...shapeOf(fact), stats: null };
  const failures = counted['judge_failures_total'] ?? 0;
  const successes = (counted['judge_requests_total'] ?? 0) - failures;
  return { ...shapeOf(fact), stats: { failures, successes, last_failure: timeOf(fact.openedAt) } };
}

const healthOf = { closed: 'healthy', open: 'unhealthy', half_open: 'recovering' } as const;

function shapeOf({ state, forced, retryAt }: CircuitFact): Omit<CircuitView, 'stats'> {
  return { state, health: healthOf[state], forced, retry_at: timeOf(retryAt) };
}

function sumOf(all: readonly CircuitView['stats'][], { openedAt }: CircuitFact): CircuitView['stats'] {
  const known = all.filter((stats) => stats !== null);
  if (known.length < all.length) return null;
  const sum = (pick: (stats: CircuitStats) => number) => known.reduce((total, each) => total + pick(each), 0);
  return {
    failures: sum(({ failures }) => failures),
    successes: sum(({ successes }) => successes),
    last_failure: timeOf(openedAt),
  };
}

function timeOf(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}
