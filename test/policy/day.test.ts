import { expect, test } from 'vitest';
import { dayAfter, dayOf, daysBetween, isDay } from '../../src/policy/day.ts';

test.each([
  ['2026-12-31', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-1-1', false],
  ['31.12.2026', false],
  ['2026-12-31T00:00:00Z', false],
  ['', false],
])('%s is a day: %s', (text, expected) => expect(isDay(text)).toBe(expected));

test('days are those of UTC, whatever the hour', () => {
  expect(dayOf(new Date('2026-03-01T23:59:59-01:00'))).toBe('2026-03-02');
  expect(dayOf(new Date('2026-03-01T23:59:59Z'))).toBe('2026-03-01');
});

test('counts days over the ends of months and summer time', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
  expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
  expect(daysBetween('2026-10-20', '2026-11-02')).toBe(13);
  expect(dayAfter('2026-12-30', 3)).toBe('2027-01-02');
});
