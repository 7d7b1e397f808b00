/**
 * Lists of sessions: each once, over a range of any length.
 *
 * @module
 */
import { fromRust } from './from-rust.js';
import { inThisInstance } from './guard.js';

/** @import { SmsClient as RustClient } from '../wasm/zoom_phone_sms.js' */
/** @import { SmsListedSession, SmsSessionsQuery } from './types.js' */

/**
 * The sessions of a list.
 *
 * @param {RustClient} client
 * @param {SmsSessionsQuery | null | undefined} query
 * @param {AbortController} stop ends it, when the caller stops iterating
 * @param {(state: () => string) => void} begin receives the function that reads the state
 * @returns {AsyncGenerator<SmsListedSession, void, void>}
 */
export async function* listSessions(client, query, stop, begin) {
  const list = fromRust(() => client.sessions(query, stop.signal));
  begin(inThisInstance(() => fromRust(() => list.state())));
  const next = inThisInstance(() => fromRust(() => list.next()));
  const gave = inThisInstance(() => fromRust(() => list.gave()));
  try {
    for (let sessions = await next(); sessions; sessions = await next()) {
      for (const session of sessions) {
        gave();
        yield session;
      }
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
}
