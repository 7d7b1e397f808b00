/** The values of rows as the table shows them. */
import type { Row } from '../history/history.ts';

export type Cell = string | number | null;

/** The value of a row in a column as the table shows it: a contact without a name has its number. */
export function cell(row: Row, column: string): Cell {
  const value: unknown = Reflect.get(row, column);
  const substitute: unknown = SUBSTITUTES[column] && Reflect.get(row, SUBSTITUTES[column]);
  if (typeof value === 'string' && value.replaceAll(/[;\s]/g, '') !== '') return value;
  if (typeof substitute === 'string' && substitute !== '') return substitute;
  if (typeof value === 'number') return value === 0 && COUNTS.has(column) ? null : value;
  return typeof value === 'string' && value !== '' ? value : null;
}

const SUBSTITUTES: Readonly<Record<string, string>> = {
  counterparty_name: 'counterparty_phone_number',
  sender_display_name: 'sender_phone_number',
  to_display_names: 'to_phone_numbers',
  recipient_display_name: 'recipient_phone_number',
};

/** Columns whose zero means that there is nothing. */
const COUNTS: ReadonlySet<string> = new Set(['attachment_count', 'attachment_bytes', 'to_count']);
