/** Counts facts for the charts. */
import type { Fact } from '../selection/facts.ts';
import type { DayNumber } from '../text/zone.ts';
import type { Bins } from './bins.ts';

export const DIRECTIONS = ['in', 'out', ''] as const;

export type Direction = (typeof DIRECTIONS)[number];

export interface BinCount {
  /** The first day of the bin. */
  first: DayNumber;
  /** The first day after it. */
  next: DayNumber;
  direction: Direction;
  count: number;
}

/** Messages per bin and direction, in this order; bins without messages are absent. */
export function countBins(facts: Iterable<Fact>, bins: Bins): BinCount[] {
  const counts = new Map<string, BinCount>();
  for (const { day, direction } of facts) {
    const first = bins.first(day);
    const key = `${first} ${direction}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { first, next: bins.next(first), direction, count: 1 });
  }
  const order = ({ direction }: BinCount) => DIRECTIONS.indexOf(direction);
  return [...counts.values()].sort((a, b) => a.first - b.first || order(a) - order(b));
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
