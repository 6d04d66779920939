import fc from 'fast-check';
import type { Override } from '../../src/resilience/breaker-override.ts';
import type { Faults } from './faulty-store.ts';
import { clientCount, type ModelWorld } from './world.ts';

/** Something that happens to the clients or the table; the reference machine checks every change that follows. */
export type ModelCommand = fc.AsyncCommand<object, ModelWorld>;

const client = fc.nat({ max: clientCount - 1 });
const share = fc.constantFrom(0, 0.1, 0.3, 0.6);

/** All there is, pauses being most frequent: time lets what was started come to its end in some order. */
export const modelCommands: readonly fc.Arbitrary<ModelCommand>[] = [
  pausing(1, 60),
  pausing(60, 5_000),
  pausing(5_000, 40_000),
  fc
    .record({ client, calls: fc.integer({ min: 1, max: 6 }), tookMs: fc.integer({ min: 0, max: 3_000 }) })
    .chain(({ client: who, calls, tookMs }) =>
      fc.constantFrom('well', 'sick', 'unknown', 'limited').map((outcome) =>
        command(`calls(${who}, ${calls} ${outcome} after ${tookMs} ms)`, async (world) => {
          world.call(who, calls, { outcome, tookMs });
        }),
      ),
    ),
  outbreak(),
  fc.record({ client, tookMs: fc.constantFrom(31_000, 33_000, 60_000) }).map(({ client: who, tookMs }) =>
    command(`a call of ${who} that lasts ${tookMs} ms`, async (world) => {
      world.call(who, 1, { outcome: 'well', tookMs });
    }),
  ),
  fc.record({ stale: share, failed: share, ambiguous: share }).map((faults: Faults) =>
    command(`faults(${JSON.stringify(faults)})`, async (world) => {
      Object.assign(world.table.faults, faults);
    }),
  ),
  fc.constantFrom<Override>('open', 'closed', 'automatic', 'automatic').map((wanted) =>
    command(`override(${wanted})`, async (world) => {
      world.override(wanted);
    }),
  ),
];

function pausing(min: number, max: number): fc.Arbitrary<ModelCommand> {
  return fc
    .integer({ min, max })
    .map((time) => command(`pass(${time} ms)`, (world) => world.clock.pass(time)));
}

/** All calls of all clients fail for a moment: enough for a shard to open. */
function outbreak(): fc.Arbitrary<ModelCommand> {
  return fc.constant(
    command('outbreak', async (world) => {
      for (let who = 0; who < clientCount; who += 1)
        world.call(who, 4, { outcome: 'sick', tookMs: 10 * who });
      await world.clock.pass(200);
    }),
  );
}

function command(text: string, act: (world: ModelWorld) => Promise<void>): ModelCommand {
  return {
    check: () => true,
    toString: () => text,
    async run(_, world) {
      await act(world);
      if (world.wrong.length > 0) throw new Error(world.wrong.join('; '));
    },
  };
}
