/** What filters and charts need of each message, computed once. */
import type { SmsRows } from 'zoom-phone-sms';
import type { History } from '../history/history.ts';
import { type ClockTime, clockTime, type Zone } from '../text/zone.ts';
import { cell } from './cell.ts';

type MessageRow = SmsRows['message'];

export interface Fact extends ClockTime {
  direction: 'in' | 'out' | '';
  status: string;
  /** The other side's number, or its name if there is no number. */
  party: string;
  partyName: string;
  session: string;
  epochMs: number;
}

/** Stands for an unknown other side. */
export const UNKNOWN_PARTY = 'unknown';

/** The facts of a growing history: computes only those of new messages. */
export function createFacts() {
  let key = '';
  let facts: Fact[] = [];
  let texts: string[] = [];
  let textsOf: readonly MessageRow[] | undefined;
  return {
    of(history: History, zone: Zone): readonly Fact[] {
      const wanted = `${zone} ${history.key}`;
      if (wanted !== key || facts.length > history.size) facts = [];
      key = wanted;
      for (let i = facts.length; i < history.size; i += 1) {
        const row = history.rows[i];
        if (row) facts.push(factOf(row, zone));
      }
      return facts;
    },

    /** The searched text of each message, in lower case. */
    texts(history: History): readonly string[] {
      if (textsOf !== history.rows) texts = [];
      textsOf = history.rows;
      for (let i = texts.length; i < history.size; i += 1) {
        const row = history.rows[i];
        if (row) texts.push(searched(row));
      }
      return texts;
    },
  };
}

function factOf(row: MessageRow, zone: Zone): Fact {
  const { day, weekday, hour } = clockTime(row.epoch_ms, zone);
  const direction = row.direction?.toLowerCase();
  const party = row.counterparty_phone_number || row.counterparty_name || UNKNOWN_PARTY;
  return {
    day,
    weekday,
    hour,
    direction: direction === 'in' || direction === 'out' ? direction : '',
    status: row.delivery_status ?? '',
    party,
    partyName: partyName(row),
    session: row.session_id ?? '',
    epochMs: row.epoch_ms,
  };
}

/** The joined names, or the numbers if there are no names. */
function partyName(row: MessageRow): string {
  return String(cell(row, 'counterparty_name') ?? UNKNOWN_PARTY);
}

function searched(row: MessageRow): string {
  const parts = [
    row.message,
    row.sender_display_name,
    row.sender_phone_number,
    row.sender_e164,
    row.to_display_names,
    row.to_phone_numbers,
    row.attachment_names,
    row.message_id,
  ];
  // A search never contains a line break, so it cannot match across two parts.
  return parts.join('\n').toLowerCase();
}
