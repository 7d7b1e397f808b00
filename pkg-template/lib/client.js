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
import { init, isLoaded } from './loading.js';
import { snapshot } from './snapshot.js';

/** @import { SmsCallOptions, SmsClientOptions, SmsSession, SmsSessionQuery } from './types.js' */

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

  #rust() {
    try {
      this.#client ??= new RustClient(this.#options);
      return this.#client;
    } catch (error) {
      throw withClass(error);
    }
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
