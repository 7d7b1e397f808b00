/** The messages read so far, in order, and their rows at each grain. */
import { flattenSmsHistories, type SmsGrain, type SmsMessage, type SmsRows } from 'zoom-phone-sms';
import { isEverySession } from './asked.ts';

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
  /** Whether the messages are in order of time; those of several sessions are in order of time within each. */
  readonly isInOrder: boolean;
  /** The rows at another grain: built on first use, then extended as the history grows. */
  at(grain: SmsGrain): Grain;
  /** Of another session than the history's own, if it has those of several. */
  with(messages: readonly SmsMessage[], session?: string): History;
}

export function createHistory(key: string, sessionId: string): History {
  const messages: SmsMessage[] = [];
  const rows: SmsRows['message'][] = [];
  const grains = new Map<SmsGrain, Grain & { size: number }>();

  const flatten = <G extends SmsGrain>(
    messages: readonly SmsMessage[],
    grain: G,
    session: string | null | undefined,
  ) => flattenSmsHistories(messages, { grain, sessionId: session || null });

  const at = (grain: SmsGrain, size: number): Grain => {
    const known = grains.get(grain) ?? { rows: [], owners: [], size: 0 };
    grains.set(grain, known);
    for (const { first, end, session } of runs(rows, known.size, size)) {
      for (const row of flatten(messages.slice(first, end), grain, session)) known.rows.push(row);
    }
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
    isInOrder: !isEverySession({ session: sessionId }),
    at: (grain) => at(grain, size),
    with(more, session = sessionId) {
      for (const message of more) messages.push(message);
      for (const row of flatten(more, 'message', session)) rows.push(row);
      return view(messages.length);
    },
  });
  return view(0);
}

/** Yields the places of consecutive messages of one session. */
export function* runs(rows: readonly { session_id: string | null }[], from: number, to: number) {
  for (let first = from; first < to; ) {
    const session = rows[first]?.session_id ?? null;
    let end = first + 1;
    while (end < to && rows[end]?.session_id === session) end += 1;
    yield { first, end, session };
    first = end;
  }
}

/** A message without recipients or attachments still has one row. */
function countRows(message: SmsMessage | undefined, grain: SmsGrain): number {
  if (grain === 'message') return 1;
  const parts = grain === 'recipient' ? message?.to_members : message?.attachments;
  return Math.max(1, parts?.length ?? 0);
}
