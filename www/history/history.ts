/** The messages read so far, in order, and their rows at each grain. */
import { flattenSmsHistories, type SmsGrain, type SmsMessage, type SmsRows } from 'zoom-phone-sms';

export type Row = SmsRows[SmsGrain];

/** Rows, and the message index of each row. */
export interface Grain {
  rows: Row[];
  owners: number[];
}

/**
 * Append-only: `size` shows whether it has grown. A larger history is a new object that shares the same
 * arrays.
 */
export interface History {
  readonly key: string;
  readonly sessionId: string;
  readonly size: number;
  readonly messages: readonly SmsMessage[];
  readonly rows: readonly SmsRows['message'][];
  /** The rows at another grain: built on first use, then extended as the history grows. */
  at(grain: SmsGrain): Grain;
  with(messages: readonly SmsMessage[]): History;
}

export function createHistory(key: string, sessionId: string): History {
  const messages: SmsMessage[] = [];
  const rows: SmsRows['message'][] = [];
  const grains = new Map<SmsGrain, Grain & { size: number }>();

  const flatten = <G extends SmsGrain>(messages: readonly SmsMessage[], grain: G) =>
    flattenSmsHistories(messages, { grain, sessionId: sessionId || null });

  const at = (grain: SmsGrain, size: number): Grain => {
    const known = grains.get(grain) ?? { rows: [], owners: [], size: 0 };
    grains.set(grain, known);
    for (const row of flatten(messages.slice(known.size, size), grain)) known.rows.push(row);
    for (; known.size < size; known.size += 1) {
      const rowsOfOne = countRows(messages[known.size], grain);
      for (let i = 0; i < rowsOfOne; i += 1) known.owners.push(known.size);
    }
    return known;
  };

  const view = (size: number): History => ({
    key,
    sessionId,
    size,
    messages,
    rows,
    at: (grain) => at(grain, size),
    with(more) {
      for (const message of more) messages.push(message);
      for (const row of flatten(more, 'message')) rows.push(row);
      return view(messages.length);
    },
  });
  return view(0);
}

/** A message without recipients or attachments still has one row. */
function countRows(message: SmsMessage | undefined, grain: SmsGrain): number {
  if (grain === 'message') return 1;
  const parts = grain === 'recipient' ? message?.to_members : message?.attachments;
  return Math.max(1, parts?.length ?? 0);
}
