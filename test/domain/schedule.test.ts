import { describe, expect, it } from 'vitest';
import { periodsOf } from '../../src/domain/calendar.ts';
import { closingTime, dueBetween, nextOccurrences } from '../../src/domain/schedule.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('local times on days when the clock changes', () => {
  it.each([
    ['Europe/Berlin', '02:30', '2027-03-27T12:00Z', '2027-03-28T01:30'],
    ['Europe/Berlin', '02:30', '2026-10-24T12:00Z', '2026-10-25T00:30'],
    ['America/New_York', '02:30', '2027-03-13T12:00Z', '2027-03-14T07:30'],
    ['America/New_York', '01:30', '2026-10-31T12:00Z', '2026-11-01T05:30'],
    ['Africa/Cairo', '00:00', '2026-04-23T12:00Z', '2026-04-23T22:00'],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T12:00Z', '2026-10-03T15:45'],
    ['Australia/Lord_Howe', '01:45', '2027-04-03T12:00Z', '2027-04-03T14:45'],
    ['Asia/Kathmandu', '09:00', '2026-11-24T00:00Z', '2026-11-24T03:15'],
  ])('%s %s after %s is %s', (zone, time, after, at) => {
    const next = nextOccurrences({ time, days: EVERY_DAY, zone }, Date.parse(after), 1)[0];
    expect(iso(next?.at ?? 0)).toBe(at);
  });

  it('posts a repeated time once', () => {
    const due = dueBetween(
      { time: '02:30', days: EVERY_DAY, zone: 'Europe/Berlin' },
      Date.parse('2026-10-24T12:00Z'),
      Date.parse('2026-10-25T12:00Z'),
    );
    expect(due.map((one) => one.slot)).toEqual(['2026-10-25T02:30']);
  });
});

describe('weeks and days', () => {
  it('put each instant into exactly one week, the one of the zone', () => {
    const sunday = Date.parse('2026-11-29T23:30Z');
    expect(periodsOf(sunday, 'UTC')).toEqual({
      day: '2026-11-29',
      week: '2026-11-23',
      month: '2026-11',
    });
    expect(periodsOf(sunday, 'Europe/Berlin')).toEqual({
      day: '2026-11-30',
      week: '2026-11-30',
      month: '2026-11',
    });
    expect(() => periodsOf(0, 'Nowhere/Land')).toThrow(RangeError);
  });

  it('close at the next such time on the wall', () => {
    const nine = Date.parse('2026-11-24T08:00Z');
    expect(iso(closingTime(nine, '17:00', 'Europe/Berlin'))).toBe('2026-11-24T16:00');
    expect(iso(closingTime(nine, '08:00', 'Europe/Berlin'))).toBe('2026-11-25T07:00');
  });
});
