/**
 * The credentials in the environment of a server.
 *
 * @module
 */
import { CREDENTIAL, checked, invalid, issue } from './options.js';
import { serverToServerOAuth } from './proxy/oauth.js';

/** @import { SmsClientOptions } from './types.js' */
/** @import { Rule } from './options.js' */
/** @import { ServerToServerOAuth } from './proxy/types.js' */

const TOKEN = 'ZOOM_TOKEN';
const [ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET] = /** @type {const} */ ([
  'ZOOM_ACCOUNT_ID',
  'ZOOM_CLIENT_ID',
  'ZOOM_CLIENT_SECRET',
]);
const APP = [ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET];

const APP_VARIABLES = `${ACCOUNT_ID}, ${CLIENT_ID} and ${CLIENT_SECRET}`;
const OPTION = `the option \`token\`, or the environment variable ${TOKEN}, or ${APP_VARIABLES} of a Server-to-Server OAuth app`;

/** @type {Rule} */
const OF_APP = {
  ...CREDENTIAL,
  accepted: `all of the environment variables ${APP_VARIABLES} as the Zoom App Marketplace shows them, or the option \`token\``,
};
/** @type {Rule} */
const OF_TOKEN = { ...CREDENTIAL, accepted: OPTION };

/**
 * The token of the environment: of a Server-to-Server OAuth app, or an access token if no part of such an app is
 * there. `undefined` in a page, where credentials do not belong, even if a tool gives it an environment.
 *
 * @param {Partial<SmsClientOptions>} options of the client: tokens are requested with its `fetch`
 * @returns {SmsClientOptions['token'] | undefined}
 * @throws {InvalidRequestError} naming the variables that are missing or invalid. It shows no value.
 */
export function environmentToken({ fetch }) {
  if ('document' in globalThis || typeof process === 'undefined') return undefined;
  const given = readVariables();
  if (APP.some((name) => given[name])) {
    const app = checked(pick(given, APP), rulesOf(APP, OF_APP));
    return sharedToken(/** @type {Record<string, string>} */ (app), fetch);
  }
  if (given[TOKEN]) return checked(pick(given, [TOKEN]), rulesOf([TOKEN], OF_TOKEN))[TOKEN];
  const problem = 'is missing, and the environment has no credentials';
  throw invalid([issue('missing', 'token', problem, OPTION)]);
}

/** @returns {Record<string, string | undefined>} An empty variable counts as missing. */
function readVariables() {
  try {
    return pick(process.env, [TOKEN, ...APP]);
  } catch {
    // Deno without `--allow-env`.
    const problem = 'is missing, and the environment cannot be read: its permission is missing';
    throw invalid([issue('missing', 'token', problem, OPTION)]);
  }
}

/**
 * @param {Readonly<Record<string, string | undefined>>} variables
 * @param {readonly string[]} names
 */
const pick = (variables, names) =>
  Object.fromEntries(names.map((name) => [name, variables[name] || undefined]));

/**
 * @param {readonly string[]} names
 * @param {Rule} rule
 */
const rulesOf = (names, rule) => Object.fromEntries(names.map((name) => [name, rule]));

/** @type {{ app: string, fetch: unknown, token: ServerToServerOAuth } | undefined} */
let shared;

/**
 * The tokens that all clients of the environment share: frequent requests for tokens may invalidate earlier ones.
 *
 * @param {Record<string, string>} app
 * @param {unknown} given the client's option `fetch`, which the client has not checked yet
 */
function sharedToken(app, given) {
  const fetch = typeof given === 'function' ? /** @type {typeof globalThis.fetch} */ (given) : null;
  const [accountId = '', clientId = '', clientSecret = ''] = APP.map((name) => app[name]);
  const id = JSON.stringify([accountId, clientId, clientSecret]);
  if (shared?.app !== id || shared.fetch !== fetch) {
    const options = { accountId, clientId, clientSecret, ...(fetch && { fetch }) };
    shared = { app: id, fetch, token: serverToServerOAuth(options) };
  }
  return shared.token;
}
