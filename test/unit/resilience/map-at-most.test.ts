import { expect, test } from '@jest/globals';
import { mapAtMost } from '../../../src/resilience/map-at-most.ts';

const values = Array.from({ length: 20 }, (_, index) => index);
const soon = () => new Promise((resolve) => setImmediate(resolve));

test('results are in the order of the values, and only so many are under way at once', async () => {
  let underWay = 0;
  let most = 0;
  const results = await mapAtMost(3, values, async (value) => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let round = values.length - value; round > 0; round -= 1) await soon();
    underWay -= 1;
    return [value];
  });

  expect(results).toEqual(values.map((value) => [value]));
  expect(most).toBe(3);
});

test('after a failure nothing begins, and it is thrown when nothing is under way', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const run = mapAtMost(3, values, async (value) => {
    begun.push(value);
    await soon();
    if (value === 2) throw new Error('refused');
    for (let round = 0; round < 5; round += 1) await soon();
    ended.push(value);
  });

  await expect(run).rejects.toThrow('refused');
  expect(begun).toEqual([0, 1, 2]);
  expect(ended).toEqual([0, 1]);
});

test('the error is the first one in order, never that of a task that was not begun', async () => {
  const run = mapAtMost(2, values, async (value) => {
    await soon();
    throw new Error(`task ${value}`);
  });
  await expect(run).rejects.toThrow('task 0');
});
