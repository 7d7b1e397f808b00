/**
 * The call that needs no client.
 *
 * @module
 */
import { getSmsSession as rustGetSmsSession } from '../wasm/zoom_phone_sms.js';
import { withToken } from './credentials.js';
import { fromRust } from './from-rust.js';
import { ready } from './loading.js';

/** @import { SmsCallOptions, SmsClientOptions, SmsSession, SmsSessionQuery } from './types.js' */
/** @import { SmsClient } from './client.js' */
/** @import { InvalidRequestError } from './errors.js' */

/**
 * Requests one page of an SMS session without a client. For more than one request, create an
 * {@link SmsClient}, which keeps its token.
 *
 * @example
 * const session = await getSmsSession('35ccd84704253f5f793d0a721c7fe655', { token });
 *
 * @param {string} sessionId the `session_id` as Zoom lists it
 * @param {SmsClientOptions & SmsSessionQuery & SmsCallOptions} [options] the client's options and the query
 * @returns {Promise<SmsSession>} The page as Zoom sent it.
 * @throws {SmsError} a class for each kind of failure; {@link InvalidRequestError}
 *   before anything is sent.
 */
export async function getSmsSession(sessionId, options) {
  const given = withToken(options);
  await ready();
  return fromRust(() => rustGetSmsSession(sessionId, given));
}
