/**
 * Zoom's Server-to-Server OAuth: access tokens of an account, without a user who signs in.
 *
 * @module
 */
import { causeOf } from '../cause.js';
import {
  AuthenticationError,
  InvalidRequestError,
  isSmsError,
  NetworkError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../errors.js';
import { isOneOf, parse } from '../links.js';
import { ADDRESS, CREDENTIAL, checked, countOf, FUNCTION } from '../options.js';
import { ATTACHMENT_HOSTS, DEFAULT_TIMEOUT_MS } from '../rules.js';
import { deadline, discard, readAll, unlessAborted } from '../streams.js';
import { DEFAULT_BASE_URL } from './rules.js';

/** @import { SmsTokenReason } from '../types.js' */
/** @import { Checked, Rule } from '../options.js' */
/** @import { ServerToServerOAuth, ServerToServerOAuthOptions } from './types.js' */

/**
 * @typedef {object} Issued
 * @property {string} token
 * @property {string | undefined} baseUrl the address of the API that takes it, as far as that is known
 * @property {number} atMs
 * @property {number} untilMs
 */

const DEFAULT_TOKEN_URL = 'https://zoom.us/oauth/token';
/** Whose tokens are good at `DEFAULT_BASE_URL`. Zoom's government cloud has an API of its own. */
const DEFAULT_HOSTS = ['zoom.us', '*.zoom.us'];

/** What Zoom documents, where it does not say. */
const LIFETIME_S = 3599;
/** So long before its end a token is replaced. */
const EARLY_MS = 60_000;
/** So soon no new one is asked for: asking often may cost the tokens of before, or the account a pause. */
const PAUSE_MS = 5_000;
const MOST_BYTES = 65_536;
/** So many of the last tokens are kept from pages: those of before may be good for some time yet. */
const MOST_TOKENS = 4;

/** @satisfies {{ [Name in keyof Required<ServerToServerOAuthOptions>]: Rule }} */
export const OAUTH_RULES = {
  accountId: CREDENTIAL,
  clientId: CREDENTIAL,
  clientSecret: CREDENTIAL,
  tokenUrl: ADDRESS,
  fetch: FUNCTION,
  timeoutMs: countOf('milliseconds'),
};

/**
 * Access tokens by Zoom's Server-to-Server OAuth (`account_credentials`), for the option `token` of a
 * client: one at a time, kept until a minute before it ends, however many ask. One that Zoom refuses is
 * replaced; but within 5 seconds of its issue the same one is given again, and within 5 seconds of a
 * failure other than a `TimeoutError` the same error is thrown, because asking often may cost the tokens
 * of before, or the account a pause.
 *
 * @example
 * const token = serverToServerOAuth({ accountId, clientId, clientSecret });
 * const client = new SmsClient({ token, baseUrl: await token.baseUrl() });
 *
 * @param {ServerToServerOAuthOptions} options
 * @returns {ServerToServerOAuth} Its `baseUrl()` is the API's address in the region of the account.
 * @throws {InvalidRequestError} naming every option that is wrong
 */
export function serverToServerOAuth(options) {
  const given = checked(options, OAUTH_RULES);
  const tokens = createTokens(given);
  /** @param {SmsTokenReason} [why] */
  const token = async (why) => {
    const { token: access_token, untilMs } = await tokens.get(why === 'rejected');
    const expires_in = Math.max(1, Math.floor((untilMs - Date.now()) / 1000));
    return { access_token, expires_in };
  };
  const baseUrl = async () => apiOf(await tokens.get());
  return Object.assign(token, { baseUrl, needsBaseUrl: !isOfZoom(given.tokenUrl) });
}

/**
 * Whether tokens of this server are good at `DEFAULT_BASE_URL`: a simulator's token is not for Zoom.
 *
 * @param {string | null | undefined} tokenUrl that was checked
 */
export function isOfZoom(tokenUrl) {
  const { protocol, host } = new URL(tokenUrl ?? DEFAULT_TOKEN_URL);
  return protocol === 'https:' && isOneOf(host, DEFAULT_HOSTS);
}

/**
 * Where a token goes that was given without an address.
 *
 * @param {Issued} issued
 * @throws {InvalidRequestError} where that is not known
 */
export function apiOf({ baseUrl }) {
  if (baseUrl !== undefined) return baseUrl;
  const accepted = 'the address of the API that takes its tokens';
  const problem =
    "is missing: the tokens come from a `tokenUrl` that is not Zoom's and names no API (`api_url`) at its own origin";
  const message = `\`baseUrl\` ${problem}. Give ${accepted}.`;
  const issues = [{ code: /** @type {const} */ ('missing'), field: 'baseUrl', message, accepted }];
  throw new InvalidRequestError({ kind: 'invalid-request', message, retryable: false, issues });
}

/**
 * The tokens of one account.
 *
 * @param {Checked<ServerToServerOAuthOptions>} options that were checked
 */
export function createTokens(options) {
  const { timeoutMs, fetch: send, clientId, clientSecret } = options;
  const { request } = requestOf(options);
  const ask = () => askForToken(request, send ?? globalThis.fetch, timeoutMs ?? DEFAULT_TIMEOUT_MS);
  /** @type {Issued | undefined} */
  let current;
  /** @type {Promise<Issued> | undefined} */
  let pending;
  /** @type {{ error: unknown, atMs: number } | undefined} */
  let refusal;
  /** @type {string[]} */
  let tokens = [];
  // Where every token is refused, as for an app that was switched off, another is of no use.
  let replacedAtMs = Number.NEGATIVE_INFINITY;

  /** @param {boolean | string} rejected */
  const isRefused = (rejected) => {
    if (!current) return false;
    if (rejected === true) return !isRecent(current.atMs);
    return rejected === current.token && !isRecent(replacedAtMs);
  };

  return {
    /** What no page may be told. */
    secrets: () => [clientSecret, btoa(`${clientId}:${clientSecret}`), ...tokens],

    /**
     * @param {boolean | string} [rejected] the token that Zoom has refused, or whether it was whatever
     *   this gave last
     * @returns {Promise<Issued>}
     * @throws {SmsError}
     */
    async get(rejected = false) {
      const now = Date.now();
      if (isRefused(rejected)) {
        current = undefined;
        replacedAtMs = now;
      }
      if (current && now < current.untilMs - EARLY_MS) return current;
      if (!pending && refusal && isRecent(refusal.atMs)) throw refusal.error;
      pending ??= ask().finally(() => {
        pending = undefined;
      });
      try {
        const issued = await pending;
        if (!tokens.includes(issued.token))
          tokens = [issued.token, ...tokens].slice(0, MOST_TOKENS);
        current = issued;
        refusal = undefined;
        return current;
      } catch (error) {
        // The one of before may be good for some seconds yet.
        if (current && Date.now() < current.untilMs) return current;
        // What has waited for so long has paused: the next call asks anew.
        if (!(error instanceof TimeoutError)) refusal = { error, atMs: Date.now() };
        throw error;
      }
    },
  };
}

/**
 * Whether something was just now: of a clock that was set back, nothing is for hours.
 *
 * @param {number} atMs
 */
function isRecent(atMs) {
  return Math.abs(Date.now() - atMs) <= PAUSE_MS;
}

/** @param {Checked<ServerToServerOAuthOptions>} options */
function requestOf({ accountId, clientId, clientSecret, tokenUrl }) {
  const form = { grant_type: 'account_credentials', account_id: accountId };
  return {
    /** @param {AbortSignal} signal */
    request: (signal) =>
      new Request(tokenUrl ?? DEFAULT_TOKEN_URL, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(form).toString(),
        redirect: 'manual',
        signal,
      }),
  };
}

/**
 * @param {(signal: AbortSignal) => Request} request
 * @param {(request: Request) => Promise<Response>} send
 * @param {number} timeoutMs
 * @returns {Promise<Issued>}
 */
async function askForToken(request, send, timeoutMs) {
  const end = deadline(timeoutMs);
  const atMs = Date.now();
  try {
    const asked = request(end.signal);
    const unwanted = (/** @type {Response} */ late) => discard(late.body);
    const response = await unlessAborted(send(asked), end.signal, unwanted);
    const { status, body } = await answerOf(response, end.signal);
    if (status !== 200) throw refused(status, body);
    const { access_token: token, expires_in: seconds = LIFETIME_S, api_url: apiUrl } = body;
    const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
    if (!isToken || typeof seconds !== 'number' || !(seconds > 0)) throw refused(status, body);
    return { token, baseUrl: baseOf(apiUrl, asked.url), atMs, untilMs: atMs + seconds * 1000 };
  } catch (thrown) {
    if (isSmsError(thrown)) throw thrown;
    if (end.isOver) {
      const message = `Zoom gave no access token within ${timeoutMs} ms. Try again, or give a longer \`timeoutMs\`.`;
      throw new TimeoutError({ kind: 'timeout', message, retryable: true });
    }
    const message = 'Zoom could not be reached for an access token, or the connection broke off.';
    const cause = causeOf(thrown);
    throw new NetworkError({ kind: 'network', message, retryable: true, cause });
  } finally {
    end.release();
  }
}

/**
 * @param {Response} response
 * @param {AbortSignal} signal
 * @returns {Promise<{ status: number, body: Record<string, unknown> }>}
 */
async function answerOf({ status, body }, signal) {
  if (typeof status !== 'number') throw new TypeError('no Response');
  const bytes = await readAll(body, MOST_BYTES, signal);
  try {
    const parsed = JSON.parse(new TextDecoder().decode(bytes));
    return { status, body: typeof parsed === 'object' && parsed !== null ? parsed : {} };
  } catch {
    return { status, body: {} };
  }
}

/**
 * The address of the API that takes a token: the one that came with it, if both are Zoom's or both are of
 * one origin; else Zoom's own, for its own tokens alone. A simulator may answer with Zoom's sample, which
 * names Zoom's API.
 *
 * @param {unknown} apiUrl
 * @param {string} tokenUrl
 */
function baseOf(apiUrl, tokenUrl) {
  const url = typeof apiUrl === 'string' ? parse(apiUrl) : undefined;
  const asked = new URL(tokenUrl);
  const isZooms = (/** @type {URL} */ { protocol, host }) =>
    protocol === 'https:' && isOneOf(host, ATTACHMENT_HOSTS);
  if (url && ((isZooms(url) && isZooms(asked)) || url.origin === asked.origin))
    return `${url.origin}/v2`;
  return isOfZoom(tokenUrl) ? DEFAULT_BASE_URL : undefined;
}

/**
 * What Zoom says is not repeated, but for OAuth's own word for it.
 *
 * @param {number} status
 * @param {Record<string, unknown>} body
 */
function refused(status, { error }) {
  const word = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
  if (status === 429) {
    const message = 'Zoom has been asked for too many access tokens. Try again later.';
    return new RateLimitError({ kind: 'rate-limited', message, retryable: true, status });
  }
  if (status >= 400 && status < 500) {
    const message = `Zoom refused the credentials${word}. Check accountId, clientId and clientSecret, and that the app is activated.`;
    return new AuthenticationError({ kind: 'authentication', message, retryable: false, status });
  }
  const message = 'Zoom answered with something that is no access token. Try again later.';
  return new ServerError({ kind: 'server', message, retryable: true, status });
}
