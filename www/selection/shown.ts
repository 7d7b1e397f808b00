/** What the views show: recomputed only if its inputs have changed. */

import type { State } from '../state/state.ts';
import { memoised } from '../state/store.ts';
import { createFacts, type Fact } from './facts.ts';
import { type ShownRow, shownRows } from './rows.ts';
import { type Selection, select } from './selection.ts';

export interface Shown {
  facts: readonly Fact[];
  selection: Selection;
  /** At the state's grain and in its order; built on demand. */
  rows(): readonly ShownRow[];
}

const NOTHING: Shown = {
  facts: [],
  selection: { indexes: [], failures: new Uint8Array() },
  rows: () => [],
};

export function createShown(): (state: State) => Shown {
  const known = createFacts();
  const rowsOf = memoised(shownRows);
  const work = memoised(
    (
      history: NonNullable<State['history']>,
      zone: State['zone'],
      filters: State['filters'],
    ): Omit<Shown, 'rows'> => {
      const facts = known.of(history, zone);
      return { facts, selection: select(facts, filters, () => known.texts(history)) };
    },
  );
  return ({ history, zone, filters, grain, sort }) => {
    if (!history) return NOTHING;
    const shown = work(history, zone, filters);
    return { ...shown, rows: () => rowsOf(history, grain, shown.selection, sort) };
  };
}
