/**
 * The client of the library, from options and environment.
 *
 * @module
 */
import { usage } from './failure.js';
import { watched } from './requests.js';

/** @import { SmsClient, SmsClientOptions } from 'zoom-phone-sms' */
/** @import { Context } from './context.js' */

/**
 * @typedef {object} AccountOptions
 * @property {string} [baseUrl]
 * @property {string} [tokenUrl]
 * @property {SmsClientOptions['rateLimit']} [rate]
 * @property {number} [verbose]
 */

/** Of a Server-to-Server OAuth app. */
export const CREDENTIALS = /** @type {const} */ ([
  'ZOOM_ACCOUNT_ID',
  'ZOOM_CLIENT_ID',
  'ZOOM_CLIENT_SECRET',
]);

/**
 * @param {AccountOptions} options
 * @param {Context} context
 * @returns {Promise<SmsClient>}
 */
export async function openAccount(options, context) {
  const { SmsClient } = await import('zoom-phone-sms');
  return new SmsClient(await clientOptions(options, context));
}

/**
 * @param {AccountOptions} options
 * @param {Context} context
 * @param {typeof fetch} [send]
 * @returns {Promise<SmsClientOptions>}
 */
export async function clientOptions(options, context, send = globalThis.fetch) {
  const { baseUrl, rate } = options;
  const fetch = watched(send, options.verbose ?? 0, context.progress);
  const token = await tokenOf(options, context, fetch);
  const named = baseUrl ?? (typeof token === 'string' ? undefined : await token.baseUrl());
  return { token, fetch, ...(named && { baseUrl: named }), ...(rate && { rateLimit: rate }) };
}

/**
 * @param {AccountOptions} options
 * @param {Context} context
 * @param {typeof globalThis.fetch} fetch
 */
async function tokenOf({ tokenUrl }, { environment }, fetch) {
  const [accountId, clientId, clientSecret] = CREDENTIALS.map((name) => environment[name]);
  if (accountId && clientId && clientSecret) {
    const { serverToServerOAuth } = await import('zoom-phone-sms/proxy');
    const given = { accountId, clientId, clientSecret, fetch, ...(tokenUrl && { tokenUrl }) };
    return serverToServerOAuth(given);
  }
  const { ZOOM_TOKEN: token } = environment;
  const missing = CREDENTIALS.filter((name) => !environment[name]);
  if (token && missing.length === CREDENTIALS.length) return token;
  if (missing.length < CREDENTIALS.length) throw usage(`Set ${missing.join(' and ')} too.`);
  throw usage(
    `There are no credentials. Set ${CREDENTIALS.join(', ')} of a Server-to-Server OAuth app, or ZOOM_TOKEN, in the environment or in a file for --env-file.`,
  );
}
