import fc from 'fast-check';
import { modelCommands } from './commands.ts';
import { clientCount, createModelWorld, type ModelWorld } from './world.ts';

/** How many runs are made, and of which random numbers. */
export interface ModelRuns {
  readonly runs: number;
  readonly seed: number;
}

/** How often something happened that the property is about: a property that never opens a circuit shows nothing. */
export interface Coverage {
  runs: number;
  recovered: number;
  /** How often the circuit went from one state to another. */
  readonly changes: Record<string, number>;
}

const longestRecoverySeconds = 300;

/** Throws for a history in which a rule is broken, and says how often circuits were changed. */
export async function checkModel({ runs, seed }: ModelRuns): Promise<Coverage> {
  const coverage: Coverage = { runs: 0, recovered: 0, changes: {} };
  const property = fc.asyncProperty(
    fc.integer(),
    fc.commands([...modelCommands], { maxCommands: 40, size: 'max' }),
    async (chance, commands) => {
      const world = createModelWorld(chance);
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      coverage.runs += 1;
      await recover(world, coverage);
      for (const change of world.changes) coverage.changes[change] = (coverage.changes[change] ?? 0) + 1;
    },
  );
  await fc.assert(property, { numRuns: runs, seed });
  return coverage;
}

/** The table and the provider are well again and every client makes calls: the circuit must close in time. */
async function recover(world: ModelWorld, coverage: Coverage): Promise<void> {
  Object.assign(world.table.faults, { stale: 0, failed: 0, ambiguous: 0 });
  await world.clock.pass(65_000);
  if (world.table.state().state.startsWith('forced')) world.override('automatic');
  if (world.table.state().state !== 'closed') coverage.recovered += 1;
  for (let second = 0; second < longestRecoverySeconds; second += 1) {
    for (let client = 0; client < clientCount; client += 1) {
      world.call(client, 1, { outcome: 'well', tookMs: 500 });
    }
    await world.clock.pass(1_000);
    if (world.wrong.length > 0) throw new Error(world.wrong.join('; '));
    if (world.table.state().state === 'closed') return;
  }
  throw new Error(`still ${world.table.state().state} ${longestRecoverySeconds} s after the recovery`);
}
