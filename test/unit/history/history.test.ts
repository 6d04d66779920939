import { describe, expect, test } from '@jest/globals';
import { HistoryBody } from '../../../src/history/history.ts';

const instant = (field: 'start_date' | 'end_date', text: string) => {
  const { [field]: millis } = HistoryBody.parse({ [field]: text });
  return new Date(millis ?? Number.NaN).toISOString();
};

describe('the body of a search', () => {
  test.each([
    ['2026-11-23', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23T10:00', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00:00', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23T10:00:00.25Z', '2026-11-23T10:00:00.250Z'],
    ['2026-11-23T00:30:00+02:00', '2026-11-22T22:30:00.000Z'],
    ['2026-11-23T10:00+02:00', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T10:00:00+0200', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T10:00Z', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23t10:00:00z', '2026-11-23T10:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ])('takes %s as %s', (text, expected) => {
    expect(instant('start_date', text)).toBe(expected);
  });

  test('takes a date as its last millisecond where a search ends', () => {
    expect(instant('end_date', '2026-11-23')).toBe('2026-11-23T23:59:59.999Z');
    expect(instant('end_date', '2026-11-23T00:00:00Z')).toBe('2026-11-23T00:00:00.000Z');
  });

  test.each([
    '2026-02-29',
    '2026-11-23T25:00:00Z',
    '23.11.2026',
    '2026',
    '',
    '2026-11-23T10:00:00+2',
    '-000001-01-01',
  ])('refuses %j as a date', (text) => {
    expect(HistoryBody.safeParse({ start_date: text }).success).toBe(false);
  });

  test('takes one day as its own end', () => {
    expect(HistoryBody.safeParse({ start_date: '2026-11-23', end_date: '2026-11-23' }).success).toBe(true);
  });

  test('takes null for everything that may be left out', () => {
    const nothing = Object.fromEntries(
      Object.keys(HistoryBody.shape).map((field) => [field, field === 'limit' ? undefined : null]),
    );

    expect(HistoryBody.parse(nothing)).toEqual({ ...nothing, limit: 20 });
  });
});
