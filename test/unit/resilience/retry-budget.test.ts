import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRetryBudget } from '../../../src/resilience/retry-budget.ts';

test('a new budget pays for fifty retries and not one more', () => {
  const budget = createRetryBudget();

  const granted = Array.from({ length: 51 }, () => budget.spend());

  expect(granted.filter(Boolean)).toHaveLength(50);
  expect(granted.at(-1)).toBe(false);
});

test('an empty budget grants the next retry after four calls', () => {
  const budget = createRetryBudget();
  while (budget.spend());

  for (let call = 0; call < 3; call += 1) budget.earn();
  const tooEarly = budget.spend();
  budget.earn();

  expect([tooEarly, budget.spend()]).toEqual([false, true]);
});

test('no sequence of calls and retries leaves less than nothing or more than the cap', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (steps) => {
      const budget = createRetryBudget();
      for (const earns of steps) {
        if (earns) budget.earn();
        else budget.spend();
        expect(budget.left()).toBeGreaterThanOrEqual(0);
        expect(budget.left()).toBeLessThanOrEqual(50);
      }
    }),
  );
});
