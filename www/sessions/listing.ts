/**
 * Lists the sessions of an account or a user. A session that gets a message moves in Zoom's list, so page
 * tokens may skip it: each request is for a range of time that fits one page, and the last one looks again for
 * what has moved meanwhile.
 */
import type { SmsClient, SmsListedSession, SmsSessionListQuery } from 'zoom-phone-sms';

export interface ListQuery {
  /** A user's id or email address; empty for the whole account. */
  userId: string;
  session_type: SmsSessionListQuery['session_type'];
  /** The earliest last message, as a date. */
  from: string;
}

const PAGE_SIZE = 100;

/** As many sessions as a range should have: some room, because they are not spread evenly. */
const AIM = 70;

const SECOND_MS = 1000;

/** Zoom accepts a month, whichever it is. */
const LONGEST_MS = 28 * 86_400_000;

/** A range is never this many times longer or shorter than the one before. */
const STEP = 4;

type Listing = AsyncGenerator<readonly SmsListedSession[], void, void>;

/** Yields sessions, those with the latest messages first; a session may come again with a later state. */
export async function* listSessions(
  client: SmsClient,
  { userId, session_type, from }: ListQuery,
  signal: AbortSignal,
): Listing {
  const request = (query: SmsSessionListQuery) => {
    const all = { session_type, page_size: PAGE_SIZE, ...query, signal };
    return userId ? client.listUserSmsSessions(userId, all) : client.listSmsSessions(all);
  };

  async function* backwards(firstMs: number, lastMs: number): Listing {
    let endMs = lastMs;
    let lengthMs = LONGEST_MS;
    while (endMs > firstMs) {
      const startMs = Math.max(firstMs, endMs - lengthMs);
      const range = { from: timeText(startMs), to: timeText(endMs) };
      let page = await request(range);
      if (page.next_page_token && endMs - startMs > SECOND_MS) {
        lengthMs = whole((endMs - startMs) / STEP);
        continue;
      }
      yield page.sms_sessions;
      const fitting = ((endMs - startMs) * AIM) / Math.max(1, page.sms_sessions.length);
      lengthMs = whole(Math.min(fitting, (endMs - startMs) * STEP, LONGEST_MS));
      // Within one second, page tokens are all there is.
      while (page.next_page_token) {
        page = await request({ ...range, next_page_token: page.next_page_token });
        yield page.sms_sessions;
      }
      endMs = startMs;
    }
  }

  const startedMs = Date.now();
  yield* backwards(Date.parse(`${from}T00:00:00Z`), startedMs);
  yield* backwards(startedMs - SECOND_MS, Date.now());
}

/** In whole seconds, which is as exact as a range can be. */
const whole = (ms: number) => Math.max(1, Math.floor(ms / SECOND_MS)) * SECOND_MS;

/** `2026-01-31T23:59:59Z`. */
const timeText = (epochMs: number) => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
