import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  chunksOf,
  groupCount,
  groupOf,
  itemsOf,
  planChunks,
  sizeOfGroup,
} from '../../../src/batches/plan.ts';

describe('a chunk plan', () => {
  test('covers every item exactly once, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (total) => {
        const plan = planChunks(total);
        const covered = chunksOf(plan).flatMap((chunk) => {
          const { first, end } = itemsOf(plan, chunk);
          return Array.from({ length: end - first }, (_, offset) => first + offset);
        });
        expect(covered).toEqual(Array.from({ length: total }, (_, index) => index));
      }),
    );
  });

  test('has at most 25 items a chunk, and about forty chunks below a thousand items', () => {
    expect(planChunks(1)).toEqual({ totalItems: 1, chunkSize: 1, chunkCount: 1 });
    expect(planChunks(100)).toEqual({ totalItems: 100, chunkSize: 3, chunkCount: 34 });
    expect(planChunks(100_000)).toEqual({ totalItems: 100_000, chunkSize: 25, chunkCount: 4_000 });
  });

  test('puts every chunk in a group whose size adds up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), (total) => {
        const plan = planChunks(total);
        const members = Map.groupBy(chunksOf(plan), groupOf);
        expect(members.size).toBe(groupCount(plan));
        expect([...members].every(([group, chunks]) => chunks.length === sizeOfGroup(plan, group))).toBe(
          true,
        );
      }),
    );
  });
});
