/** What the views show: recomputed only if its inputs have changed. */

import type { State } from '../state/state.ts';
import { memoised } from '../state/store.ts';
import { findAnswers } from './answers.ts';
import { createFacts, type Fact } from './facts.ts';
import { type Overview, overviewOf } from './overview.ts';
import { type ShownRow, shownRows } from './rows.ts';
import { type Selection, select } from './selection.ts';

export interface Shown {
  facts: readonly Fact[];
  selection: Selection;
  /** At the state's grain and in its order; built on demand. */
  rows(): readonly ShownRow[];
  /** Computed on demand. */
  overview(): Overview;
}

const NO_FACTS: readonly Fact[] = [];

const NO_SELECTION: Selection = { indexes: [], failures: new Uint8Array() };

const NOTHING: Shown = {
  facts: NO_FACTS,
  selection: NO_SELECTION,
  rows: () => [],
  overview: () => overviewOf(NO_FACTS, NO_SELECTION, findAnswers(NO_FACTS)),
};

export function createShown(): (state: State) => Shown {
  const known = createFacts();
  const rowsOf = memoised(shownRows);
  // The facts of a growing history are the same array: its size tells that there are more.
  const answersOf = memoised((facts: readonly Fact[], _size: number) => findAnswers(facts));
  const overview = memoised((facts: readonly Fact[], selection: Selection) =>
    overviewOf(facts, selection, answersOf(facts, facts.length)),
  );
  const work = memoised(
    (
      history: NonNullable<State['history']>,
      zone: State['zone'],
      filters: State['filters'],
    ): Omit<Shown, 'rows'> => {
      const facts = known.of(history, zone);
      const texts = () => known.texts(history);
      const isAnswer = (i: number) => answersOf(facts, facts.length).isPart[i] === 1;
      const selection = select(facts, filters, texts, isAnswer);
      if (!history.isInOrder) selection.indexes.sort(byTime(facts));
      return { facts, selection, overview: () => overview(facts, selection) };
    },
  );
  return (state) => {
    const { history, zone, filters, grain, sort } = state;
    if (!history || !isAsked(state)) return NOTHING;
    const shown = work(history, zone, filters);
    return { ...shown, rows: () => rowsOf(history, grain, shown.selection, sort) };
  };
}

const byTime = (facts: readonly Fact[]) => (a: number, b: number) =>
  (facts[a]?.epochMs ?? 0) - (facts[b]?.epochMs ?? 0);

/** Whether the messages at hand are those of the session in the form: others are never shown under its name. */
export function isAsked({ history, asked }: State): boolean {
  return history?.sessionId === asked.session;
}
