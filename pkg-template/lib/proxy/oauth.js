/**
 * Zoom's Server-to-Server OAuth: access tokens for an account, without a user sign-in.
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
 * @property {string | undefined} baseUrl the address of its API, if known
 * @property {number} atMs
 * @property {number} untilMs
 */

const DEFAULT_TOKEN_URL = 'https://zoom.us/oauth/token';
/** The hosts whose tokens are valid at `DEFAULT_BASE_URL`. Zoom's government cloud has its own API. */
const DEFAULT_HOSTS = ['zoom.us', '*.zoom.us'];

/** The documented lifetime, used if the response does not name one. */
const LIFETIME_S = 3599;
/** A token is replaced this long before it expires. */
const EARLY_MS = 60_000;
/** The shortest time between token requests: frequent ones may invalidate earlier tokens, or block the account. */
const PAUSE_MS = 5_000;
const MOST_BYTES = 65_536;
/** The number of recent tokens hidden from pages: earlier ones may still be valid for a while. */
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
 * Gets access tokens by Zoom's Server-to-Server OAuth (`account_credentials`), for a client's option `token`.
 * All callers share one token until a minute before it expires. A token that Zoom refuses is replaced. But
 * within 5 seconds of its issue the same token is returned again, and within 5 seconds of a failure other
 * than a `TimeoutError` the same error is thrown: frequent requests may invalidate earlier tokens, or block
 * the account.
 *
 * @example
 * const token = serverToServerOAuth({ accountId, clientId, clientSecret });
 * const client = new SmsClient({ token, baseUrl: await token.baseUrl() });
 *
 * @param {ServerToServerOAuthOptions} options
 * @returns {ServerToServerOAuth} Its `baseUrl()` is the API's address in the account's region.
 * @throws {InvalidRequestError} naming every invalid option
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
 * Whether this server's tokens are valid at `DEFAULT_BASE_URL`: a simulator's token is not for Zoom.
 *
 * @param {string | null | undefined} tokenUrl that was checked
 */
export function isOfZoom(tokenUrl) {
  const { protocol, host } = new URL(tokenUrl ?? DEFAULT_TOKEN_URL);
  return protocol === 'https:' && isOneOf(host, DEFAULT_HOSTS);
}

/**
 * The API that a token is for.
 *
 * @param {Issued} issued
 * @throws {InvalidRequestError} if it is unknown
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
 * @param {Checked<ServerToServerOAuthOptions>} options checked options
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
  // If every token is refused, as for a disabled app, another one does not help.
  let replacedAtMs = Number.NEGATIVE_INFINITY;

  /** @param {boolean | string} rejected */
  const isRefused = (rejected) => {
    if (!current) return false;
    if (rejected === true) return !isRecent(current.atMs);
    return rejected === current.token && !isRecent(replacedAtMs);
  };

  return {
    /** The secrets that no page may see. */
    secrets: () => [clientSecret, btoa(`${clientId}:${clientSecret}`), ...tokens],

    /**
     * @param {boolean | string} [rejected] the token that Zoom refused, or whether it refused the last
     *   one
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
        // The previous token may be valid for a few more seconds.
        if (current && Date.now() < current.untilMs) return current;
        // A timeout was pause enough: the next call requests again.
        if (!(error instanceof TimeoutError)) refusal = { error, atMs: Date.now() };
        throw error;
      }
    },
  };
}

/**
 * Whether a time is recent, also if the clock was set back.
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
      const message = `Zoom returned no access token within ${timeoutMs} ms. Try again, or set a longer \`timeoutMs\`.`;
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
 * The address of a token's API: the one that came with the token, if both servers are Zoom's or share one
 * origin; otherwise Zoom's own, only for its own tokens. A simulator may return Zoom's sample, which names
 * Zoom's API.
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
 * The error of a refusal. Repeats nothing of Zoom's response except OAuth's error code.
 *
 * @param {number} status
 * @param {Record<string, unknown>} body
 */
function refused(status, { error }) {
  const word = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
  if (status === 429) {
    const message = 'Too many access tokens were requested from Zoom. Try again later.';
    return new RateLimitError({ kind: 'rate-limited', message, retryable: true, status });
  }
  if (status >= 400 && status < 500) {
    const message = `Zoom refused the credentials${word}. Check accountId, clientId and clientSecret, and that the app is activated.`;
    return new AuthenticationError({ kind: 'authentication', message, retryable: false, status });
  }
  const message = 'Zoom returned something other than an access token. Try again later.';
  return new ServerError({ kind: 'server', message, retryable: true, status });
}
