/**
 * The client, and the one call that needs none.
 *
 * @module
 */
import {
  SmsClient as RustClient,
  getSmsSession as rustGetSmsSession,
} from '../wasm/zoom_phone_sms.js';
import { withClass } from './from-rust.js';
import { merge, stoppable } from './histories.js';
import { init, isLoaded } from './loading.js';
import { snapshot } from './snapshot.js';

/** @import { SmsHistoriesStep } from './histories.js' */
/** @import { SmsCallOptions, SmsClientOptions, SmsGrain, SmsHistoryPage, SmsHistoryQuery, SmsMessage, SmsPlan, SmsRows, SmsSession, SmsSessionQuery } from './types.js' */

/**
 * Reads SMS sessions of one Zoom account.
 *
 * @example
 * const client = new SmsClient({ token: () => getTokenFromYourServer() });
 * const session = await client.getSmsSession('35ccd84704253f5f793d0a721c7fe655', {
 *   from: '2024-01-01',
 *   to: '2024-01-31',
 *   page_size: 100,
 * });
 * for (const message of session.sms_histories) console.log(message.date_time, message.message);
 */
export class SmsClient {
  /** @type {SmsClientOptions} */
  #options;
  /** @type {RustClient | undefined} */
  #client;

  /**
   * @param {SmsClientOptions} options
   * @throws {InvalidRequestError} naming every option that is wrong; in a browser where the wasm
   *   is not loaded yet, the first call rejects with it.
   */
  constructor(options) {
    this.#options = snapshot(options);
    if (isLoaded()) this.#rust();
  }

  /**
   * Asks for one page of an SMS session: one request.
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {(SmsSessionQuery & SmsCallOptions) | null} [query] which messages; without a range,
   *   Zoom answers for the past 30 days
   * @returns {Promise<SmsSession>} The page as Zoom sent it. Where its `next_page_token` is not
   *   empty, give that with the same query to get the next page.
   * @throws {SmsError} of a class for each thing that can go wrong; {@link InvalidRequestError}
   *   before anything is sent.
   */
  async getSmsSession(sessionId, query) {
    const given = snapshot(query);
    await init();
    try {
      return await this.#rust().getSmsSession(sessionId, given);
    } catch (error) {
      throw withClass(error);
    }
  }

  /**
   * Reads every message of a range of any length, each exactly once, in order of time: all with a
   * `date_time` in it, and no other. Requests are sent as messages are consumed; `break` ends them.
   * `signal` takes effect where the next page is needed.
   *
   * @example
   * for await (const message of client.messages(id, { from: '2024-01-01', to: '2024-12-31' })) {
   *   console.log(message.date_time, message.message);
   * }
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {SmsHistoryQuery | null} [query] which messages; without a range, the past 30 days
   * @returns {AsyncGenerator<SmsMessage, void, void>}
   * @throws {SmsError} while iterating, with the `checkpoint` from which reading can go on after all
   *   that was given.
   */
  messages(sessionId, query) {
    return messagesOf(this.pages(sessionId, query));
  }

  /**
   * Reads a range of any length page by page: only messages that have not come before, each page
   * with the `checkpoint` from which reading can go on later, also in another process. A range
   * without messages gives no page, and so no checkpoint: ask for it again as it was.
   *
   * @example
   * for await (const page of client.pages(id, { ...query, resume: await loadCheckpoint() })) {
   *   await store(page.sms_histories, page.checkpoint);
   * }
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {SmsHistoryQuery | null} [query] which messages; without a range, the past 30 days
   * @returns {AsyncGenerator<SmsHistoryPage, void, void>}
   * @throws {SmsError} while iterating, with the `checkpoint` from which reading can go on after all
   *   that was given.
   */
  pages(sessionId, query) {
    return pagesOf(this.#steps(sessionId, snapshot(query)));
  }

  /**
   * Reads a range of any length as rows, page by page: what `flattenSmsHistories` makes of each.
   *
   * @example
   * for await (const rows of client.rows(id, { from: '2024-01-01', to: '2024-12-31' })) {
   *   console.table(rows);
   * }
   *
   * @template {SmsGrain} [Grain='message']
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {(SmsHistoryQuery & { grain?: Grain | undefined }) | null} [query] which messages, and
   *   what one row stands for
   * @returns {AsyncGenerator<SmsRows[Grain][], void, void>}
   * @throws {SmsError} while iterating, with the `checkpoint` from which reading can go on after all
   *   that was given.
   */
  rows(sessionId, query) {
    const { grain, ...rest } = { ...snapshot(query) };
    return rowsOf(this.#steps(sessionId, rest, grain ?? 'message'));
  }

  /**
   * Reads the histories of several sessions at once. Pages come as they arrive, each with its
   * session; a session that fails is reported with its error, and the others go on.
   *
   * @example
   * for await (const { sessionId, page, error } of client.histories(ids, { from, to })) {
   *   if (error) await note(sessionId, error.message, error.checkpoint);
   *   else await store(sessionId, page.sms_histories, page.checkpoint);
   * }
   *
   * @param {Iterable<string>} sessionIds
   * @param {SmsHistoryQuery | null | ((sessionId: string) => SmsHistoryQuery | null | undefined)} [query]
   *   the same for all, or by session, such as to resume each
   * @param {{ concurrency?: number | undefined }} [options] `concurrency`: how many sessions are
   *   read at once, 4 unless given
   * @returns {AsyncGenerator<SmsHistoriesStep, void, void>}
   */
  histories(sessionIds, query, { concurrency } = {}) {
    const given = snapshot(query);
    const queryOf = typeof given === 'function' ? given : () => given;
    return merge(
      sessionIds,
      (sessionId, stop) => this.pages(sessionId, stoppable(queryOf(sessionId), stop)),
      concurrency,
    );
  }

  /**
   * What reading a history will take, at least. Nothing is sent.
   *
   * @param {SmsHistoryQuery | null} [query]
   * @returns {Promise<SmsPlan>}
   * @throws {InvalidRequestError} naming everything that is wrong.
   */
  async plan(query) {
    // A plan is of a whole range, for any session.
    const { resume: _, ...given } = { ...snapshot(query) };
    await init();
    const history = start(this.#rust(), 'any', given);
    try {
      return history.plan();
    } finally {
      history.free();
    }
  }

  /**
   * @param {string} sessionId
   * @param {SmsHistoryQuery | null | undefined} query
   * @param {SmsGrain} [grain]
   */
  async *#steps(sessionId, query, grain) {
    await init();
    // Ends what is asked for ahead when nobody wants it any more.
    const stop = new AbortController();
    const ahead = query?.prefetch === true;
    const history = start(this.#rust(), sessionId, ahead ? stoppable(query, stop) : query, grain);
    const ask = () => {
      const step = history.next();
      // Whoever works on a page hears of the next one's failure when it is wanted.
      step.catch(() => {});
      return step;
    };
    let next = ask();
    try {
      for (let step = await next; step; step = await next) {
        if (ahead) next = ask();
        yield step;
        if (!ahead) next = ask();
      }
    } catch (error) {
      throw withClass(error);
    } finally {
      stop.abort();
      await next.catch(() => {});
      history.free();
    }
  }

  #rust() {
    try {
      this.#client ??= new RustClient(this.#options);
      return this.#client;
    } catch (error) {
      throw withClass(error);
    }
  }
}

/** @typedef {{ page: SmsSession, rows: SmsRows[SmsGrain][], checkpoint: string }} Step */

/** @param {AsyncGenerator<SmsHistoryPage, void, void>} pages */
async function* messagesOf(pages) {
  for await (const page of pages) yield* page.sms_histories;
}

/** @param {AsyncGenerator<Step, void, void>} steps */
async function* pagesOf(steps) {
  for await (const { page, checkpoint } of steps) yield Object.assign(page, { checkpoint });
}

/**
 * @template {SmsGrain} Grain
 * @param {AsyncGenerator<Step, void, void>} steps
 */
async function* rowsOf(steps) {
  for await (const { rows } of steps) yield/** @type {SmsRows[Grain][]} */ (rows);
}

/**
 * @param {RustClient} client
 * @param {string} sessionId
 * @param {SmsHistoryQuery | null | undefined} query
 * @param {SmsGrain} [grain]
 */
function start(client, sessionId, query, grain) {
  try {
    return client.history(sessionId, query, grain);
  } catch (error) {
    throw withClass(error);
  }
}

/**
 * Asks for one page of an SMS session: one request, without a client. To ask more than once, make
 * an {@link SmsClient}, which keeps its token.
 *
 * @example
 * const session = await getSmsSession('35ccd84704253f5f793d0a721c7fe655', { token });
 *
 * @param {string} sessionId the `session_id` as Zoom lists it
 * @param {SmsClientOptions & SmsSessionQuery & SmsCallOptions} options how to ask, and for what
 * @returns {Promise<SmsSession>} The page as Zoom sent it.
 * @throws {SmsError} of a class for each thing that can go wrong; {@link InvalidRequestError}
 *   before anything is sent.
 */
export async function getSmsSession(sessionId, options) {
  const given = snapshot(options);
  await init();
  try {
    return await rustGetSmsSession(sessionId, given);
  } catch (error) {
    throw withClass(error);
  }
}
