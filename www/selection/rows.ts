/** The rows of the shown messages, in the table's order. */
import type { SmsGrain } from 'zoom-phone-sms';
import type { History, Row } from '../history/history.ts';
import { BY_TIME, type Sort } from '../state/state.ts';
import { cell } from './cell.ts';
import type { Selection } from './selection.ts';

/** A row with the index of its message. */
export interface ShownRow {
  row: Row;
  owner: number;
}

export function shownRows(
  history: History,
  grain: SmsGrain,
  { failures }: Selection,
  sort: Sort | null,
): readonly ShownRow[] {
  const { rows, owners } = history.at(grain);
  const shown: ShownRow[] = [];
  rows.forEach((row, i) => {
    const owner = owners[i] ?? 0;
    if (failures[owner] === 0) shown.push({ row, owner });
  });
  const order = sort ?? (history.isInOrder ? null : BY_TIME);
  if (order) inOrder(shown, order);
  return shown;
}

const collator = new Intl.Collator('en', { numeric: false, sensitivity: 'base' });

/** What a column is sorted by. */
function keyOf(column: string): string {
  return column === 'date_time' ? 'epoch_ms' : column;
}

/** Sorts in place. Equal rows stay in order of time; missing values come last in either direction. */
function inOrder(shown: ShownRow[], { column, descending }: Sort): void {
  const sign = descending ? -1 : 1;
  const key = keyOf(column);
  shown.sort((a, b) => {
    const left = cell(a.row, key);
    const right = cell(b.row, key);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * compare(left, right);
  });
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return collator.compare(String(left), String(right));
}
