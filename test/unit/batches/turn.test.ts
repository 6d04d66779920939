import { expect, test } from '@jest/globals';
import { takeTurn } from '../../../src/batches/turn.ts';

test('of many that take a turn, each has one of its own, and others come between them', async () => {
  const seen: string[] = [];
  const timer = setInterval(() => seen.push('timer'), 1);
  const compute = async (name: string): Promise<void> => {
    await takeTurn();
    const until = performance.now() + 3;
    while (performance.now() < until);
    seen.push(name);
  };

  await Promise.all(['a', 'b', 'c', 'd'].map(compute));
  clearInterval(timer);

  expect(seen.filter((name) => name !== 'timer')).toEqual(['a', 'b', 'c', 'd']);
  expect(seen.filter((name) => name === 'timer').length).toBeGreaterThanOrEqual(3);
});
