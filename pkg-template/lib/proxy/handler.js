/**
 * The proxy: checks each request, and reports failures.
 *
 * @module
 */
import { causeOf } from '../cause.js';
import { InvalidRequestError, NetworkError, SmsError, TimeoutError, WasmError } from '../errors.js';
import { parse } from '../links.js';
import { init } from '../loading.js';
import { deadline, ignore, isAborted, TooLong, unlessAborted } from '../streams.js';
import { refuse } from './answers.js';
import { answerFile } from './file.js';
import { Late } from './late.js';
import { answerPage } from './page.js';
import { MOST_LINKS, TooManyLinks } from './rewrite.js';
import { isBelow, routeOf } from './routes.js';
import { settingsOf } from './settings.js';

/** @import { Settings } from './settings.js' */
/** @import { Authorize, ProxyRead, Wanted, ZoomProxyOptions } from './types.js' */

/**
 * Creates the server between a page and Zoom: a function from a request to a response, for any server with
 * these types. It adds the token, and allows only the reads of this package.
 *
 * @example
 * const proxy = createZoomProxy({
 *   accountId,
 *   clientId,
 *   clientSecret,
 *   authorize: async (request, { sessionId }) => mayRead(await userOf(request), sessionId),
 *   onError: (error) => console.error(error),
 * });
 * export default { fetch: proxy };
 *
 * @template {ProxyRead} [Allowed=never] what `allow` lists: it decides which requests `authorize` is asked about
 * @param {ZoomProxyOptions<Allowed>} options
 * @returns {(request: Request) => Promise<Response>} It never rejects.
 * @throws {InvalidRequestError} naming every invalid option; a missing `authorize` is reported in every
 * response instead
 */
export function createZoomProxy(options) {
  // `authorize` is asked only about what `allow` lists, so it takes all that it will be given.
  const settings = settingsOf(
    /** @type {ZoomProxyOptions<ProxyRead>} */ (/** @type {unknown} */ (options)),
  );
  return async (request) => {
    const asked = requestOf(request);
    if (!asked) return refuse(400, 'The request lacks a method, an absolute URL or headers.');
    try {
      return await answer(settings, request, asked);
    } catch (thrown) {
      // A caller that has disconnected gets no response, and nothing has failed.
      if (isAborted(asked.signal)) return refuse(499, 'The client closed the request.');
      return failure(settings, thrown);
    }
  };
}

/**
 * The parts of a request that are used, read once: a server may pass its own class, which lacks some of the
 * platform's members.
 *
 * @typedef {object} Asked
 * @property {string} method
 * @property {URL} url
 * @property {{ get(name: string): string | null }} headers
 * @property {AbortSignal | undefined} signal
 */

/**
 * @param {Request} request
 * @returns {Asked | undefined}
 */
function requestOf(request) {
  try {
    const { method, url, headers, signal } = request;
    headers.get('origin');
    return { method, url: new URL(url), headers, signal };
  } catch {
    return undefined;
  }
}

/**
 * @param {Settings} settings
 * @param {Request} request that `authorize` gets
 * @param {Asked} asked
 */
async function answer(settings, request, asked) {
  const { authorize, basePath, handles } = settings;
  const { signal } = asked;
  if (typeof authorize !== 'function') {
    return refuse(
      403,
      'This proxy has no `authorize` function, so it refuses every request. Pass one to createZoomProxy.',
    );
  }
  if (!isOfOwnPage(asked)) {
    return refuse(403, 'The proxy accepts requests only from pages of its own origin.');
  }
  const route = routeOf(asked, basePath, settings.allowed);
  if (!route) return isBelow(asked.url, basePath) ? nothingHere() : outside(basePath);
  if ('read' in route) {
    const caller = await callerOf(settings, authorize, request, route.read, signal);
    if (caller === undefined) return notForYou(route.read);
    await started();
    return answerPage(settings, signal, route, caller);
  }
  const sealed = await handles.open(route.handle);
  if (!sealed) return nothingHere();
  const wanted = /** @type {const} */ ({ kind: 'attachment', sessionId: sealed.sessionId });
  const caller = await callerOf(settings, authorize, request, wanted, signal);
  if (caller === undefined || (sealed.caller !== '' && sealed.caller !== caller))
    return notForYou(wanted);
  if (sealed.expiresAt <= Date.now()) {
    return refuse(410, 'The address of this attachment has expired. Request its messages again.');
  }
  await started();
  return answerFile(settings, signal, sealed.link);
}

/**
 * Whether the request comes from a page of the same origin, or not from a browser.
 *
 * @param {Asked} asked
 */
function isOfOwnPage({ url, headers }) {
  const site = headers.get('sec-fetch-site') ?? 'none';
  const origin = headers.get('origin');
  const isOwn = origin === null || parse(origin)?.host === url.host;
  return isOwn && (site === 'same-origin' || site === 'none');
}

/**
 * @param {Settings} settings
 * @param {Authorize<ProxyRead>} authorize
 * @param {Request} request
 * @param {Wanted<ProxyRead>} wanted
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<string | undefined>} `undefined` where it is not allowed; an empty name where no caller is named.
 */
async function callerOf({ timeoutMs }, authorize, request, wanted, signal) {
  const end = deadline(timeoutMs, signal);
  try {
    const deciding = authorize(request, wanted);
    const permission = await unlessAborted(deciding, end.signal);
    if (permission === true) return '';
    if (!permission) return undefined;
    const { caller } = permission;
    if (typeof caller === 'string' && caller !== '') return caller;
    throw new TypeError('`authorize` returned neither a boolean nor { caller }.');
  } catch (cause) {
    if (!end.isOver) throw new Undecided(cause, 500);
    const message = '`authorize` did not return within `timeoutMs`.';
    throw new Undecided(new TimeoutError({ kind: 'timeout', message, retryable: true }), 504);
  } finally {
    end.release();
  }
}

/** Loads the wasm, which has the rules for secrets; restarts it if it has stopped. */
async function started() {
  try {
    await init();
  } catch (cause) {
    throw new NotStarted(cause);
  }
}

/** The wasm could not be loaded. */
class NotStarted extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super('The wasm is not loaded.', { cause });
  }
}

/** `authorize` failed or did not return in time. */
class Undecided extends Error {
  /** @param {unknown} cause @param {number} status */
  constructor(cause, status) {
    super('`authorize` failed.', { cause });
    this.status = status;
  }
}

/**
 * Reports a failure to the page and to the server. Neither contains a secret, except what the server's own
 * `authorize` threw.
 *
 * @param {Settings} settings
 * @param {unknown} thrown
 */
function failure({ onError }, thrown) {
  /**
   * @param {number} status
   * @param {string} message
   * @param {unknown} [error]
   */
  const tell = (status, message, error) => {
    // Errors of `onError` itself are ignored.
    ignore(() =>
      onError?.(error ?? new NetworkError({ kind: 'network', message, retryable: true })),
    );
    return refuse(status, message);
  };
  if (thrown instanceof Undecided) {
    const { status, cause } = thrown;
    return tell(
      status,
      'This server could not check whether you may see this. Try again later.',
      cause,
    );
  }
  if (thrown instanceof NotStarted) return tell(500, NO_WASM, thrown.cause);
  if (thrown instanceof WasmError) return tell(500, NO_WASM, thrown);
  if (thrown instanceof Late) return tell(504, 'Zoom did not respond in time. Try again.');
  if (thrown instanceof TimeoutError) return tell(504, NO_TOKEN, thrown);
  if (thrown instanceof TooLong)
    return tell(502, 'The response from Zoom is larger than this proxy allows.');
  if (thrown instanceof TooManyLinks) return tell(502, TOO_MANY_LINKS);
  if (thrown instanceof SmsError) {
    const status = thrown.retryable ? 502 : 500;
    return tell(status, thrown instanceof InvalidRequestError ? INCOMPLETE : NO_TOKEN, thrown);
  }
  const message = 'Zoom could not be reached, or the connection broke off. Try again.';
  const cause = causeOf(thrown);
  return tell(502, message, new NetworkError({ kind: 'network', message, retryable: true, cause }));
}

const NO_TOKEN =
  'The proxy got no access token from Zoom. The error passed to its `onError` says why.';
const TOO_MANY_LINKS = `The page from Zoom has more than ${MOST_LINKS} links, which this proxy does not allow. Request a smaller page.`;
const NO_WASM = 'The proxy could not run its wasm. The error passed to its `onError` says why.';
const INCOMPLETE = 'The proxy lacks an option. The error passed to its `onError` says which.';

function nothingHere() {
  return refuse(
    404,
    'The proxy serves only SMS sessions, their attachments, and what its option `allow` lists. Check the address.',
  );
}

/** @param {string} basePath */
function outside(basePath) {
  return refuse(
    404,
    `The proxy serves only addresses that begin with ${basePath}/, its \`basePath\`. Make the client's \`baseUrl\` end in it, or pass another to createZoomProxy.`,
  );
}

/** @param {Wanted<ProxyRead>} wanted */
function notForYou({ kind }) {
  const what = kind === 'sessions' ? 'list these SMS sessions' : 'see this SMS session';
  return refuse(403, `You may not ${what}.`);
}
