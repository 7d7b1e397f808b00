/** Which messages the filters let through, for the views and for each chart. */
import type { Filters } from '../state/state.ts';
import type { Fact } from './facts.ts';

/** The filters that a chart sets: each chart shows what passes the other filters. */
const DIMENSIONS = { days: 1, party: 2, week: 4 } as const;

export type Dimension = keyof typeof DIMENSIONS;

const OTHERS = 8;

export interface Selection {
  /** The indexes of the shown messages, ascending. */
  indexes: readonly number[];
  /** For each message, the filters that it fails, as bits. */
  failures: Uint8Array;
}

/** Checks every message once. Reads `texts` only if there is a search. */
export function select(
  facts: readonly Fact[],
  filters: Filters,
  texts: () => readonly string[],
): Selection {
  const { days, weekdays, hours, party, direction, status } = filters;
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const searched = words.length > 0 ? texts() : [];
  const failures = new Uint8Array(facts.length);
  const indexes: number[] = [];
  facts.forEach((fact, i) => {
    let failed = 0;
    if (days && (fact.day < days[0] || fact.day > days[1])) failed |= DIMENSIONS.days;
    if (party && fact.party !== party) failed |= DIMENSIONS.party;
    if (weekdays && (fact.weekday < weekdays[0] || fact.weekday > weekdays[1])) {
      failed |= DIMENSIONS.week;
    }
    if (hours && (fact.hour < hours[0] || fact.hour > hours[1])) failed |= DIMENSIONS.week;
    if (direction && fact.direction !== direction) failed |= OTHERS;
    if (status && fact.status !== status) failed |= OTHERS;
    if (words.length > 0 && !words.every((word) => searched[i]?.includes(word))) failed |= OTHERS;
    failures[i] = failed;
    if (failed === 0) indexes.push(i);
  });
  return { indexes, failures };
}

/** What a chart of this dimension counts: messages that pass all filters except its own. */
export function* seenBy(
  dimension: Dimension,
  facts: readonly Fact[],
  { failures }: Selection,
): Generator<Fact> {
  const own = DIMENSIONS[dimension];
  for (const [i, fact] of facts.entries()) {
    if (((failures[i] ?? 0) & ~own) === 0) yield fact;
  }
}
