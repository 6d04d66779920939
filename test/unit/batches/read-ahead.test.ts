import { describe, expect, test } from '@jest/globals';
import { readAhead } from '../../../src/batches/read-ahead.ts';

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 0; number < count; number += 1) yield number;
}

describe('reading ahead', () => {
  test('keeps the order and never has more under way than it may', async () => {
    let underWay = 0;
    let most = 0;
    const map = async (number: number) => {
      underWay += 1;
      most = Math.max(most, underWay);
      for (let turn = 0; turn < 5 - (number % 5); turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return number * 2;
    };

    const read: number[] = [];
    for await (const number of readAhead(numbers(20), 4, map)) read.push(number);

    expect(read).toEqual(Array.from({ length: 20 }, (_, number) => number * 2));
    expect(most).toBeLessThanOrEqual(4);
  });

  test('ends with the first failure, in order', async () => {
    const seen: number[] = [];
    const failing = async (number: number) => {
      if (number > 1) throw new Error(`no ${number}`);
      return number;
    };
    const reading = async () => {
      for await (const number of readAhead(numbers(6), 3, failing)) seen.push(number);
    };

    await expect(reading()).rejects.toThrow('no 2');
    expect(seen).toEqual([0, 1]);
  });
});
