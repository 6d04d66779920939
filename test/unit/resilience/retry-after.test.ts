import { expect, test } from '@jest/globals';
import { retryAfterMs } from '../../../src/resilience/retry-after.ts';

const now = Date.parse('2026-11-01T12:00:00Z');

test.each([
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after-ms': '120' }, 120],
  [{ 'retry-after': '7', 'retry-after-ms': '6500' }, 6_500],
  [{ 'retry-after': 'Sun, 01 Nov 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sun, 01 Nov 2026 11:00:00 GMT' }, 0],
])('%o asks to wait %d ms', (headers, expected) => {
  expect(retryAfterMs(headers, now)).toBe(expected);
});

test.each([
  [{}],
  [{ 'retry-after': '' }],
  [{ 'retry-after': '-5' }],
  [{ 'retry-after': 'soon' }],
  [{ 'retry-after': 'Mon, nonsense' }],
  [{ 'retry-after': ['1', '2'] }],
])('%o asks for nothing', (headers) => {
  expect(retryAfterMs(headers, now)).toBeUndefined();
});
