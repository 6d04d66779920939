import { expect, test } from '@jest/globals';
import { waitOf } from '../../../src/http/prefer.ts';

test.each([
  [undefined, 20],
  ['', 20],
  ['respond-async', 0],
  ['Respond-Async', 0],
  ['wait=3', 3],
  ['wait=600', 25],
  ['wait=0', 0],
  ['wait="7"', 7],
  ['respond-async, wait=10', 10],
  ['wait=soon', 20],
  ['return=minimal', 20],
])('Prefer %p waits %p seconds', (prefer, seconds) => {
  expect(waitOf(prefer)).toBe(seconds);
});
