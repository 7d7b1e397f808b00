/** What filters and charts ask of each message, worked out once. */
import type { SmsRows } from 'zoom-phone-sms';
import type { History } from '../history/history.ts';
import { type ClockTime, clockTime, type Zone } from '../text/zone.ts';

type MessageRow = SmsRows['message'];

export interface Fact extends ClockTime {
  direction: 'in' | 'out' | '';
  status: string;
  /** The other side's number, or its name where there is none. */
  party: string;
  partyName: string;
}

/** Stands for a message whose other side nobody knows. */
export const NOBODY = 'unknown';

/** The facts of a history that grows: only what has come since is worked out. */
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

    /** What a search looks through, in lower case. */
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
  const party = row.counterparty_phone_number || row.counterparty_name || NOBODY;
  return {
    day,
    weekday,
    hour,
    direction: direction === 'in' || direction === 'out' ? direction : '',
    status: row.delivery_status ?? '',
    party,
    partyName: partyName(row),
  };
}

/** Names as they are joined; numbers where there are none. */
function partyName({ counterparty_name: name, counterparty_phone_number: phone }: MessageRow) {
  return name?.replaceAll(/[;\s]/g, '') ? name : (phone ?? NOBODY);
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
  // What a search cannot contain keeps the end of one from the beginning of the next.
  return parts.join('\n').toLowerCase();
}
