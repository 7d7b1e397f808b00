/** The messages that have been read, in their order, and the rows they make at each grain. */
import { flattenSmsHistories, type SmsGrain, type SmsMessage, type SmsRows } from 'zoom-phone-sms';

export type Row = SmsRows[SmsGrain];

/** Rows, and for each the index of its message. */
export interface Grain {
  rows: Row[];
  owners: number[];
}

/**
 * It grows and never changes otherwise: `size` tells whether it has. A larger one is another object with
 * the same arrays.
 */
export interface History {
  readonly key: string;
  readonly sessionId: string;
  readonly size: number;
  readonly messages: readonly SmsMessage[];
  readonly rows: readonly SmsRows['message'][];
  /** What it is at another grain: laid out when that is first looked at, then as it grows. */
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

/** A message without recipients or attachments keeps one row. */
function countRows(message: SmsMessage | undefined, grain: SmsGrain): number {
  if (grain === 'message') return 1;
  const parts = grain === 'recipient' ? message?.to_members : message?.attachments;
  return Math.max(1, parts?.length ?? 0);
}
