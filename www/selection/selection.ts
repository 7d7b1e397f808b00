/** Which messages the filters let through, for the views and for each chart. */
import { FAILED, type Filters } from '../state/state.ts';
import { hasFailed } from '../text/status.ts';
import type { Fact } from './facts.ts';

/** The filters that a chart or a figure sets: each shows what passes the other filters. */
const DIMENSIONS = { days: 1, party: 2, week: 4, direction: 8, status: 16, answers: 32 } as const;

export type Dimension = keyof typeof DIMENSIONS;

const SEARCH = 64;

export interface Selection {
  /** The indexes of the shown messages, in order of time. */
  indexes: number[];
  /** For each message, the filters that it fails, as bits. */
  failures: Uint8Array;
}

/** Checks every message once. Reads `texts` only if there is a search. */
export function select(
  facts: readonly Fact[],
  filters: Filters,
  texts: () => readonly string[],
  isAnswer: (index: number) => boolean,
): Selection {
  const { days, weekdays, hours, party, direction, status, answers } = filters;
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
    if (direction && fact.direction !== direction) failed |= DIMENSIONS.direction;
    if (status && !hasStatus(fact, status)) failed |= DIMENSIONS.status;
    if (answers && !isAnswer(i)) failed |= DIMENSIONS.answers;
    if (words.length > 0 && !words.every((word) => searched[i]?.includes(word))) failed |= SEARCH;
    failures[i] = failed;
    if (failed === 0) indexes.push(i);
  });
  return { indexes, failures };
}

function hasStatus(fact: Fact, status: string): boolean {
  return status === FAILED ? hasFailed(fact.status) : fact.status === status;
}

/** Whether a message with these failures passes all filters except those of a dimension. */
export const passesOthers = (failures: number, dimension: Dimension): boolean =>
  (failures & ~DIMENSIONS[dimension]) === 0;

/** What a chart of this dimension counts: messages that pass all filters except its own. */
export function* seenBy(
  dimension: Dimension,
  facts: readonly Fact[],
  { failures }: Selection,
): Generator<Fact> {
  for (const [i, fact] of facts.entries()) {
    if (passesOthers(failures[i] ?? 0, dimension)) yield fact;
  }
}
