/**
 * Several histories at once.
 *
 * @module
 */
import { InvalidRequestError, isSmsError } from './errors.js';

/** @import { SmsError } from './errors.js' */
/** @import { SmsHistoryPage, SmsHistoryQuery } from './types.js' */

/**
 * A page of one of several histories; or the error that ended it, while the others go on.
 *
 * @typedef {{ sessionId: string, page: SmsHistoryPage, error?: undefined }
 *   | { sessionId: string, page?: undefined, error: SmsError }} SmsHistoriesStep
 */

/** How many sessions are read at once, unless the caller says otherwise. */
const CONCURRENCY = 4;

/**
 * Gives pages as they come: each session under way has one page asked for, and a new one starts
 * when another has ended.
 *
 * @param {Iterable<string>} sessionIds
 * @param {(sessionId: string, stop: AbortController) => AsyncGenerator<SmsHistoryPage, void, void>} pagesOf
 * @param {number} [concurrency]
 * @returns {AsyncGenerator<SmsHistoriesStep, void, void>}
 */
export async function* merge(sessionIds, pagesOf, concurrency = CONCURRENCY) {
  if (!Number.isInteger(concurrency) || concurrency < 1) throw wrongConcurrency();
  const waiting = [...sessionIds].values();
  /** @type {Set<History>} */
  const active = new Set();
  try {
    for (;;) {
      while (active.size < concurrency) {
        const { value: sessionId, done } = waiting.next();
        if (done) break;
        const stop = new AbortController();
        active.add(new History(sessionId, pagesOf(sessionId, stop), stop));
      }
      if (active.size === 0) return;
      const { history, step } = await Promise.race([...active].map(({ pending }) => pending));
      if (step?.page) {
        // Behind the others: whoever has just had a page is asked last.
        active.delete(history);
        active.add(history);
        yield step;
        history.ask();
      } else {
        active.delete(history);
        // Takes its listener from the caller's signal.
        history.stop.abort();
        if (step) yield step;
      }
    }
  } finally {
    // What is under way for them ends now, and not when its answer has come.
    for (const { stop } of active) stop.abort();
  }
}

/**
 * A query whose history `stop` ends too, besides its own signal.
 *
 * @param {SmsHistoryQuery | null | undefined} query
 * @param {AbortController} stop
 * @returns {SmsHistoryQuery | null | undefined}
 */
export function stoppable(query, stop) {
  const signal = query?.signal;
  // What is no signal is refused where it is checked.
  if (signal && !(signal instanceof AbortSignal)) return query;
  const end = () => stop.abort(signal?.reason);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { signal: stop.signal });
  return { ...query, signal: stop.signal };
}

/** One history under way, with its next page asked for. */
class History {
  /**
   * @param {string} sessionId
   * @param {AsyncGenerator<SmsHistoryPage, void, void>} pages
   * @param {AbortController} stop
   */
  constructor(sessionId, pages, stop) {
    this.sessionId = sessionId;
    this.pages = pages;
    this.stop = stop;
    this.pending = this.#next();
  }

  /** Asks for the next page. */
  ask() {
    this.pending = this.#next();
  }

  /** @returns {Promise<{ history: History, step: SmsHistoriesStep | undefined }>} */
  async #next() {
    const { sessionId } = this;
    try {
      const { value: page } = await this.pages.next();
      return { history: this, step: page ? { sessionId, page } : undefined };
    } catch (error) {
      if (!isSmsError(error)) throw error;
      return { history: this, step: { sessionId, error } };
    }
  }
}

function wrongConcurrency() {
  const accepted = 'a whole number of sessions from 1 on';
  const message = `\`concurrency\` is out of bounds. Give ${accepted}.`;
  const issues = [
    { code: /** @type {const} */ ('out-of-bounds'), field: 'concurrency', message, accepted },
  ];
  return new InvalidRequestError({ kind: 'invalid-request', message, retryable: false, issues });
}
