import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createByteLimit } from '../../../src/batches/byte-limit.ts';

describe('a limit of bytes', () => {
  test('is never passed but by one task alone, and every task gets its turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(150), { maxLength: 30 }), async (sizes) => {
        const limit = createByteLimit(100);
        const running: number[] = [];
        const done = await Promise.all(
          sizes.map((bytes, index) =>
            limit(bytes, async () => {
              running.push(bytes);
              const held = running.reduce((sum, each) => sum + each, 0);
              expect(held <= 100 || running.length === 1).toBe(true);
              await new Promise((resolve) => setImmediate(resolve));
              running.splice(running.indexOf(bytes), 1);
              return index;
            }),
          ),
        );
        expect(done).toEqual(sizes.map((_, index) => index));
      }),
      { numRuns: 50 },
    );
  });

  test('is given back by a task that fails', async () => {
    const limit = createByteLimit(10);
    await expect(limit(10, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await expect(limit(10, async () => 'next')).resolves.toBe('next');
  });
});
