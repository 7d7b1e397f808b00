/**
 * The options of a client, completed where a server has credentials of its own.
 *
 * @module
 */
import { snapshot } from './snapshot.js';

/** @import { SmsClientOptions } from './types.js' */

/** @type {(options: Partial<SmsClientOptions>) => SmsClientOptions['token']} */
let ownToken = () => undefined;

/**
 * Registers the source of tokens for clients without one. Only the entry for servers has any.
 *
 * @param {typeof ownToken} source
 */
export function useToken(source) {
  ownToken = source;
}

/**
 * A snapshot of the options, with a token if they name none. A `token` that is `undefined` stays so, to be refused:
 * a program that has lost one customer's token must not read the account of the environment instead.
 *
 * @template {SmsClientOptions} Options
 * @param {Options | undefined} options
 * @returns {Options}
 * @throws {InvalidRequestError} naming the variables that are missing or invalid
 */
export function withToken(options) {
  const given = options === undefined ? /** @type {Options} */ ({}) : snapshot(options);
  // What is no plain object comes back as it is, for the later check to refuse.
  if (Object.is(given, options) || 'token' in given) return given;
  const token = ownToken(given);
  return token === undefined ? given : Object.assign(given, { token });
}
