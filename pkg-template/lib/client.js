/**
 * The client.
 *
 * @module
 */
import { SmsClient as RustClient } from '../wasm/zoom_phone_sms.js';
import { itemsOf, readArchive } from './archive.js';
import { download, wantedOf } from './attachments.js';
import { withToken } from './credentials.js';
import { fromRust } from './from-rust.js';
import { instance } from './guard.js';
import { idsOf, readHistories } from './histories.js';
import { messagesOf, openHistory, pagesOf, rowsOf, stepsOf } from './history.js';
import { partsOf } from './links.js';
import { isReady, ready } from './loading.js';
import { stoppable } from './merge.js';
import { DEFAULT_TIMEOUT_MS, TRACKING_ID } from './rules.js';
import { listSessions } from './sessions.js';
import { snapshot } from './snapshot.js';
import { withToArray } from './to-array.js';

/** @import { Step } from './history.js' */
/** @import { SmsArchive, SmsArchiveQuery, SmsAttachment, SmsCallOptions, SmsClientOptions, SmsDownloadOptions, SmsGrain, SmsHistoriesOptions, SmsHistoriesStep, SmsHistoryPage, SmsHistoryQuery, SmsMessage, SmsMessages, SmsPlan, SmsRowOptions, SmsRowPages, SmsRows, SmsSession, SmsSessionList, SmsSessionListQuery, SmsSessionQuery, SmsSessions, SmsSessionsQuery, SmsSyncPage, SmsSyncQuery } from './types.js' */

/** @typedef {SmsHistoryQuery & SmsRowOptions} RowQuery */

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
  #instance = instance();

  /**
   * @example
   * // On a server: the credentials are in the environment.
   * const client = new SmsClient();
   *
   * @param {SmsClientOptions} [options] without a `token`, a server's credentials are those of the environment:
   *   `ZOOM_ACCOUNT_ID`, `ZOOM_CLIENT_ID` and `ZOOM_CLIENT_SECRET` of a Server-to-Server OAuth app, or `ZOOM_TOKEN`
   * @throws {InvalidRequestError} naming every invalid option, or the variables that are missing. In a browser, if
   *   the wasm is not loaded yet, the first call rejects with it instead.
   */
  constructor(options) {
    this.#options = withToken(options);
    if (isReady()) this.#rust();
  }

  /**
   * Requests one page of an SMS session.
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {(SmsSessionQuery & SmsCallOptions) | null} [query] which messages; without a range,
   *   the past 30 days
   * @returns {Promise<SmsSession>} The page as Zoom sent it. If its `next_page_token` is not
   *   empty, pass it with the same query to get the next page.
   * @throws {SmsError} a class for each kind of failure; {@link InvalidRequestError}
   *   before anything is sent.
   */
  async getSmsSession(sessionId, query) {
    const given = snapshot(query);
    await ready();
    return fromRust(() => this.#rust().getSmsSession(sessionId, given));
  }

  /**
   * Requests one message of an SMS session.
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {string} messageId the `message_id` as Zoom sent it
   * @param {SmsCallOptions | null} [options]
   * @returns {Promise<SmsMessage>} The message as Zoom sent it, with its current `delivery_status` and new
   *   links to its attachments.
   * @throws {SmsError} a class for each kind of failure; {@link InvalidRequestError}
   *   before anything is sent.
   */
  async getSmsMessage(sessionId, messageId, options) {
    const given = snapshot(options);
    await ready();
    return fromRust(() => this.#rust().getSmsMessage(sessionId, messageId, given));
  }

  /**
   * Requests one page of the account's SMS sessions. A session that gets a message moves in the list, so
   * following page tokens may skip sessions.
   *
   * @example
   * const { sms_sessions } = await client.listSmsSessions({ session_type: 'all', page_size: 100 });
   *
   * @param {(SmsSessionListQuery & SmsCallOptions) | null} [query] which sessions; without a range, those
   *   with messages in the past 30 days
   * @returns {Promise<SmsSessionList>} The page as Zoom sent it.
   * @throws {SmsError} a class for each kind of failure; {@link InvalidRequestError}
   *   before anything is sent.
   */
  async listSmsSessions(query) {
    const given = snapshot(query);
    await ready();
    return fromRust(() => this.#rust().listSmsSessions(given));
  }

  /**
   * Requests one page of a user's SMS sessions.
   *
   * @param {string} userId the user's id or email address; `me`, with a token of user-level OAuth, is the
   *   user of the token
   * @param {(SmsSessionListQuery & SmsCallOptions) | null} [query] which sessions; without a range, those
   *   with messages in the past 30 days
   * @returns {Promise<SmsSessionList>} The page as Zoom sent it.
   * @throws {SmsError} a class for each kind of failure; {@link InvalidRequestError}
   *   before anything is sent.
   */
  async listUserSmsSessions(userId, query) {
    const given = snapshot(query);
    await ready();
    return fromRust(() => this.#rust().listUserSmsSessions(userId, given));
  }

  /**
   * Syncs a session: one request for its messages since an earlier sync, or before it. A history, such as
   * `messages`, needs no tokens and gives each message once.
   *
   * @example
   * const first = await client.syncSmsSession(id, { sync_type: 'FSync', count: 100 });
   * const { sync_token } = first;
   * const next = await client.syncSmsSession(id, { sync_type: 'ISync', count: 100, sync_token });
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {SmsSyncQuery & SmsCallOptions} query
   * @returns {Promise<SmsSyncPage>} What Zoom sent.
   * @throws {SmsError} a class for each kind of failure. {@link InvalidPageTokenError}: sync again with
   *   `FSync`. {@link InvalidRequestError} before anything is sent.
   */
  async syncSmsSession(sessionId, query) {
    const given = snapshot(query);
    await ready();
    return fromRust(() => this.#rust().syncSmsSession(sessionId, given));
  }

  /**
   * Reads every message with a `date_time` in a range of any length, each exactly once and in order of
   * time. Requests are sent as you consume messages; `break` stops them. `signal` takes effect when the
   * next page is needed.
   *
   * @example
   * for await (const message of client.messages(id, { from: '2024-01-01', to: '2024-12-31' })) {
   *   console.log(message.date_time, message.message);
   * }
   *
   * @example
   * const messages = await client.messages(id, { from, to }).toArray({ limit: 50_000 });
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {SmsHistoryQuery | null} [query] which messages; without a range, the past 30 days
   * @returns {SmsMessages}
   * @throws {SmsError} while iterating, with the `checkpoint` to continue after the last returned
   *   message.
   */
  messages(sessionId, query) {
    const messages = this.#read(sessionId, query, (steps) => messagesOf(pagesOf(steps)));
    return withToArray(messages, (message) => [message]);
  }

  /**
   * Reads a range of any length page by page. Each page has only new messages, and a `checkpoint` to
   * continue from later, even in another process. A range without messages yields no page and so no
   * checkpoint: request it again as before.
   *
   * @example
   * for await (const page of client.pages(id, { ...query, resume: await loadCheckpoint() })) {
   *   await store(page.sms_histories, page.checkpoint);
   * }
   *
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {SmsHistoryQuery | null} [query] which messages; without a range, the past 30 days
   * @returns {AsyncGenerator<SmsHistoryPage, void, void>}
   * @throws {SmsError} while iterating, with the `checkpoint` to continue after the last returned
   *   message.
   */
  pages(sessionId, query) {
    return this.#read(sessionId, query, pagesOf);
  }

  /**
   * Reads a range of any length as rows, page by page, like `flattenSmsHistories` with the session's id.
   * To store checkpoints with rows, read {@link SmsClient.pages} and flatten each page.
   *
   * @example
   * for await (const rows of client.rows(id, { from: '2024-01-01', to: '2024-12-31' })) {
   *   console.table(rows);
   * }
   *
   * @template {SmsGrain} [Grain='message']
   * @param {string} sessionId the `session_id` as Zoom lists it
   * @param {(SmsHistoryQuery & SmsRowOptions<Grain>) | null} [query] which messages, and what one
   *   row stands for
   * @returns {SmsRowPages<Grain>}
   * @throws {SmsError} while iterating, with the `checkpoint` to continue after the last returned
   *   message.
   */
  rows(sessionId, query) {
    /** @type {(steps: AsyncGenerator<Step, void, void>) => AsyncGenerator<SmsRows[Grain][], void, void>} */
    const shape = rowsOf;
    return withToArray(this.#read(sessionId, query, shape, true), (rows) => rows);
  }

  /**
   * Reads the histories of several sessions at once, each session once. Yields each page with its session
   * as it arrives. A failed session yields its `error` while the others continue; a finished one yields
   * `done`. A `signal` or a `deadlineMs` ends all of them with one thrown error; continue from each
   * session's last checkpoint.
   *
   * @example
   * for await (const { sessionId, page, error } of client.histories(ids, { from, to })) {
   *   if (page) await store(sessionId, page.sms_histories, page.checkpoint);
   *   else if (error) await note(sessionId, error.message, error.checkpoint);
   *   else await finish(sessionId);
   * }
   *
   * @param {Iterable<string> & object} sessionIds an array, a `Set` or the like
   * @param {SmsHistoryQuery | null | ((sessionId: string) => SmsHistoryQuery | null | undefined | Promise<SmsHistoryQuery | null | undefined>)} [query]
   *   one query for all sessions, with its `limit` for each; or a function, sync or async,
   *   that returns each session's own, for example to resume it
   * @param {SmsHistoriesOptions | null} [options]
   * @returns {AsyncGenerator<SmsHistoriesStep, void, void>}
   * @throws {SmsError} while iterating: {@link InvalidRequestError} before anything is sent, or
   *   the error that ended all of them.
   */
  histories(sessionIds, query, options) {
    const stop = new AbortController();
    const merged = this.#histories(idsOf(sessionIds), snapshot(query), snapshot(options), stop);
    return stoppable(merged, stop);
  }

  /**
   * Downloads an attachment. The link must be https at one of Zoom's hosts, or at the origin of `baseUrl`,
   * such as a proxy's; redirects to other hosts are not followed. The access token is not sent unless
   * `sendToken` is true. If the link has expired, and you pass `sessionId` and `message`, the client requests
   * the page once more and uses the new link.
   *
   * @example
   * for await (const message of client.messages(sessionId, query)) {
   *   for (const attachment of message.attachments ?? []) {
   *     const file = await client.downloadAttachment(attachment, { sessionId, message });
   *     await save(attachment.name, file.body);
   *   }
   * }
   *
   * @param {SmsAttachment} attachment as it is in a message
   * @param {SmsDownloadOptions | null} [options]
   * @returns {Promise<Response>} Status 200, with the file's headers and a streaming body. Reading it may
   *   fail with an {@link SmsError}, such as a {@link TimeoutError} if nothing arrives within the client's
   *   `timeoutMs`; time between your reads does not count. The response does not show the link.
   * @throws {SmsError} {@link InvalidRequestError} before anything is sent, with an issue `expired` or
   *   `insecure` for such links; otherwise a class for each kind of failure. None shows the link.
   */
  async downloadAttachment(attachment, options) {
    const wanted = wantedOf(attachment, options);
    await ready();
    const client = this.#rust();
    const { fetch, timeoutMs } = this.#options;
    const accessToken = () => fromRust(() => this.#rust().accessToken());
    return download(
      {
        base: new URL(fromRust(() => client.baseUrl)),
        fetch,
        timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
        accessToken,
        shown: (headers, name, link) => shownHeader(this.#rust(), headers, name, link),
        check: (sessionId, query) => openHistory(this.#rust(), sessionId, query, false).free(),
        pages: (sessionId, query) => this.pages(sessionId, query),
      },
      wanted,
    );
  }

  /**
   * Reads every message of every session of the account, or of one user, exactly once: lists the sessions, then
   * reads each. The result's `state()` is a small text from which another archive goes on, also in another
   * process: it returns what has come since, and asks for nothing of sessions without news.
   *
   * When the last step, `{ done: true }`, comes with `through` and no failed sessions, every message that Zoom showed
   * by then, dated from `from` through `through`, has been given once.
   *
   * @example
   * const archive = client.archive({ from: '2024-01-01', state: await load() });
   * for await (const step of archive) {
   *   if (step.page) await store(step.session, step.page.sms_histories, archive.state());
   *   else if (step.error) console.error(step.session, step.error);
   * }
   * await save(archive.state());
   *
   * @template {SmsGrain} [Grain=never]
   * @param {SmsArchiveQuery<Grain>} query with a `grain`, the messages come as rows
   * @returns {SmsArchive<Grain>}
   * @throws {SmsError} while iterating: of what fails for all sessions. Go on from `state()`.
   */
  archive(query) {
    const given = snapshot(query);
    const stop = new AbortController();
    /** @type {(() => string) | undefined} */
    let state;
    const steps = this.#archive(given, stop, (read) => {
      state = read;
    });
    const archive = withToArray(stoppable(steps, stop), itemsOf);
    return /** @type {SmsArchive<Grain>} */ (
      Object.assign(archive, { state: () => state?.() ?? given?.state ?? '' })
    );
  }

  /**
   * Lists the sessions of the account, or of one user, over a range of any length, each once; listing page by page
   * would skip sessions that get a message meanwhile. Requests are sent as you consume sessions; `break` stops them.
   *
   * A session is returned as Zoom shows it when it is first listed. If it gets a message later, it does not come
   * again; a run that goes on from this one's `state()` returns it as it is then.
   *
   * @example
   * const sessions = client.sessions({ from: '2024-01-01', state: await load() });
   * for await (const { session_id, participants } of sessions) await note(session_id, participants);
   * await save(sessions.state());
   *
   * @param {SmsSessionsQuery | null} [query] which sessions; without a range, those of the past 30 days
   * @returns {SmsSessions}
   * @throws {SmsError} while iterating. Go on from `state()`.
   */
  sessions(query) {
    const given = snapshot(query);
    const stop = new AbortController();
    /** @type {(() => string) | undefined} */
    let state;
    const sessions = this.#sessions(given, stop, (read) => {
      state = read;
    });
    const list = withToArray(stoppable(sessions, stop), (session) => [session]);
    return Object.assign(list, {
      state: () => state?.() ?? given?.state ?? '',
      plan: async () => {
        await ready();
        return fromRust(() => this.#rust().planSessions(given));
      },
    });
  }

  /**
   * Returns the minimum cost of reading a history, without sending anything.
   *
   * @param {RowQuery | null} [query]
   * @returns {Promise<SmsPlan>}
   * @throws {InvalidRequestError} naming everything that is wrong.
   */
  async plan(query) {
    const given = snapshot(query);
    await ready();
    return fromRust(() => this.#rust().plan(given));
  }

  /**
   * @template Item
   * @param {string} sessionId
   * @param {RowQuery | null | undefined} query
   * @param {(steps: AsyncGenerator<Step, void, void>) => AsyncGenerator<Item, void, void>} shape
   * @param {boolean} [rows]
   */
  #read(sessionId, query, shape, rows) {
    const stop = new AbortController();
    return stoppable(shape(this.#steps(sessionId, snapshot(query), stop, rows)), stop);
  }

  /**
   * @param {string} sessionId
   * @param {RowQuery | null | undefined} query
   * @param {AbortController} stop ends the history when the caller stops iterating
   * @param {boolean} [rows]
   */
  async *#steps(sessionId, query, stop, rows) {
    await ready();
    yield* stepsOf(openHistory(this.#rust(), sessionId, query, rows, stop.signal), query, stop);
  }

  /**
   * @param {unknown} sessionIds an array, or the error of reading it
   * @param {unknown} query
   * @param {unknown} options
   * @param {AbortController} stop
   */
  async *#histories(sessionIds, query, options, stop) {
    await ready();
    const timeoutMs = this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const steps = this.#steps.bind(this);
    yield* readHistories(this.#rust(), { steps, timeoutMs }, sessionIds, query, options, stop);
  }

  /**
   * @param {SmsArchiveQuery} query
   * @param {AbortController} stop
   * @param {(state: () => string) => void} begin
   */
  async *#archive(query, stop, begin) {
    await ready();
    yield* readArchive(this.#rust(), query, stop, begin);
  }

  /**
   * @param {SmsSessionsQuery | null | undefined} query
   * @param {AbortController} stop
   * @param {(state: () => string) => void} begin
   */
  async *#sessions(query, stop, begin) {
    await ready();
    yield* listSessions(this.#rust(), query, stop, begin);
  }

  #rust() {
    // A client of a stopped instance is gone with it.
    if (this.#instance !== instance()) this.#client = undefined;
    this.#instance = instance();
    this.#client ??= fromRust(() => new RustClient(this.#options));
    return this.#client;
  }
}

/**
 * A header of a download, unless it contains a secret.
 *
 * @param {RustClient} client
 * @param {Headers} headers
 * @param {string} name
 * @param {string} link
 */
function shownHeader(client, headers, name, link) {
  const value = headers.get(name);
  if (value === null || (name === TRACKING_ID && !RustClient.isTrackingId(value))) return undefined;
  return client.hasSecret(value, partsOf(link)) ? undefined : value;
}
