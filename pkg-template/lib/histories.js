/**
 * Several histories at once.
 *
 * @module
 */
import { InvalidRequestError, isSmsError, TimeoutError } from './errors.js';
import { fromRust } from './from-rust.js';
import { pagesOf } from './history.js';
import { merge } from './merge.js';
import { invalid, issue } from './options.js';
import { snapshot } from './snapshot.js';
import { deadline, unlessAborted } from './streams.js';

/** @import { SmsClient as RustClient } from '../wasm/zoom_phone_sms.js' */
/** @import { Step } from './history.js' */
/** @import { SmsHistoriesStep, SmsHistoryQuery } from './types.js' */

/** Far more than any account has: an iterable with more is taken to be endless. */
const MOST_SESSIONS = 1_000_000;

/**
 * A snapshot of the session ids as an array. Returns anything that is not iterable unchanged, for the later
 * check to refuse. If reading fails, returns the error, which the iterator of `histories` throws.
 *
 * @param {unknown} iterable
 */
export function idsOf(iterable) {
  let problem = 'cannot be read';
  try {
    const is = typeof iterable === 'object' && iterable !== null && Symbol.iterator in iterable;
    if (!is) return iterable;
    const ids = [];
    for (const id of /** @type {Iterable<unknown>} */ (iterable)) {
      problem = `has more than ${MOST_SESSIONS} session ids`;
      if (ids.push(id) > MOST_SESSIONS) throw new RangeError();
      problem = 'cannot be read completely';
    }
    return ids;
  } catch {
    const accepted = 'an array, a Set or another iterable of session ids';
    return invalid([issue('wrong-type', 'sessionIds', problem, accepted)]);
  }
}

/**
 * The steps of several histories.
 *
 * @param {RustClient} client
 * @param {{
 *   steps: (id: string, query: SmsHistoryQuery | null | undefined, stop: AbortController) => AsyncGenerator<Step, void, void>,
 *   timeoutMs: number,
 * }} own of the client: how it reads a history, and how long a `query` function may take
 * @param {unknown} sessionIds an array, or the error of reading it
 * @param {unknown} query
 * @param {unknown} options
 * @param {AbortController} stop
 * @returns {AsyncGenerator<SmsHistoriesStep, void, void>}
 */
export async function* readHistories(
  client,
  { steps, timeoutMs },
  sessionIds,
  query,
  options,
  stop,
) {
  if (isSmsError(sessionIds)) throw sessionIds;
  const begun = fromRust(() => client.histories(sessionIds, query, options, stop.signal));
  const ended = begun.ended && fromRust(() => begun.ended);
  // Rust has checked them: an array of ids, and a function or a query. `signal` and `deadlineMs` are shared.
  const ids = /** @type {string[]} */ (sessionIds);
  const asked = typeof query === 'function' ? undefined : /** @type {SmsHistoryQuery} */ (query);
  const shared = { ...asked, signal: null, deadlineMs: null };
  const queryOf =
    typeof query === 'function'
      ? (/** @type {string} */ id, /** @type {AbortSignal} */ stopped) =>
          askedQuery((id) => query(id), id, timeoutMs, stopped)
      : () => shared;
  try {
    const waiting = eachOnce(ids);
    yield* merge(waiting, begun.concurrency, ended, stop.signal, async function* (session, own) {
      const { sessionId } = session;
      const asked = snapshot(await queryOf(sessionId, own.signal));
      if (!own.signal.aborted) yield* pagesOf(steps(sessionId, asked, own));
    });
  } finally {
    stop.abort();
  }
}

/** @param {readonly string[]} ids */
function* eachOnce(ids) {
  for (const sessionId of new Set(ids)) yield { sessionId };
}

/**
 * Gets the query for one session from the caller's function.
 *
 * @param {(sessionId: string) => unknown} queryOf
 * @param {string} sessionId
 * @param {number} timeoutMs
 * @param {AbortSignal} stop
 * @returns {Promise<SmsHistoryQuery | null | undefined>}
 */
async function askedQuery(queryOf, sessionId, timeoutMs, stop) {
  const end = deadline(timeoutMs, stop);
  try {
    const query = await unlessAborted(queryOf(sessionId), end.signal);
    // Checked where it is used.
    return /** @type {SmsHistoryQuery | null | undefined} */ (query);
  } catch (cause) {
    if (stop.aborted) return undefined;
    if (end.isOver) throw tooLate(timeoutMs);
    const accepted = 'a function that returns the query for a session id, or a promise of it';
    const message =
      'The `query` function failed for this session, so nothing was sent for it; its error is the cause.';
    const code = /** @type {const} */ ('invalid-format');
    const issues = [{ code, field: 'query', message, accepted }];
    const kind = /** @type {const} */ ('invalid-request');
    throw new InvalidRequestError({ kind, message, retryable: false, issues, cause });
  } finally {
    end.release();
  }
}

/** @param {number} timeoutMs */
function tooLate(timeoutMs) {
  const message = `The \`query\` function returned no query for this session within ${timeoutMs} ms (\`timeoutMs\`), so nothing was sent for it.`;
  return new TimeoutError({ kind: 'timeout', message, retryable: true });
}
