/** Counts facts for the charts. */
import type { Fact } from '../selection/facts.ts';
import type { DayNumber } from '../text/zone.ts';

export const DIRECTIONS = ['in', 'out', ''] as const;

export type Direction = (typeof DIRECTIONS)[number];

export interface DayCount {
  day: DayNumber;
  direction: Direction;
  count: number;
}

/** Messages per day and direction; days without messages are absent. */
export function countDays(facts: Iterable<Fact>): DayCount[] {
  const counts = new Map<string, DayCount>();
  for (const { day, direction } of facts) {
    const key = `${day} ${direction}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { day, direction, count: 1 });
  }
  return [...counts.values()].sort((a, b) => a.day - b.day);
}

export interface PartyCount {
  party: string;
  name: string;
  count: number;
}

/** Messages per contact, most messages first. */
export function countParties(facts: Iterable<Fact>): PartyCount[] {
  const counts = new Map<string, PartyCount>();
  for (const { party, partyName: name } of facts) {
    const known = counts.get(party);
    if (known) known.count += 1;
    else counts.set(party, { party, name, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

export interface HourCount {
  weekday: number;
  hour: number;
  count: number;
}

/** Messages in each of the 168 hours of a week. */
export function countHours(facts: Iterable<Fact>): HourCount[] {
  const week = Array.from({ length: 7 * 24 }, (_, i) => ({
    weekday: Math.floor(i / 24),
    hour: i % 24,
    count: 0,
  }));
  for (const { weekday, hour } of facts) {
    const place = week[weekday * 24 + hour];
    if (place) place.count += 1;
  }
  return week;
}
