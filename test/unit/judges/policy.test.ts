import { expect, test } from '@jest/globals';
import { createPolicy } from '../../../src/judges/policy.ts';

test('no more calls are in flight than an environment may have, and all of them run', async () => {
  const { slots } = createPolicy(1_000, { callsInFlight: 3 });
  let inFlight = 0;
  let most = 0;
  const call = async () => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await Promise.resolve();
    inFlight -= 1;
    return 1;
  };

  const done = await Promise.all(Array.from({ length: 50 }, () => slots.run(call)));

  expect(most).toBe(3);
  expect(done).toHaveLength(50);
});
