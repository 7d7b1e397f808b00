/**
 * The proxy: what it lets through, and for whom.
 *
 * @module
 */
import { causeOf } from '../cause.js';
import { InvalidRequestError, NetworkError, SmsError } from '../errors.js';
import { parse } from '../links.js';
import { TooLong } from '../streams.js';
import { refuse } from './answers.js';
import { answerFile } from './file.js';
import { Late } from './late.js';
import { answerPage } from './page.js';
import { isBelow, routeOf } from './routes.js';
import { settingsOf } from './settings.js';

/** @import { Settings } from './settings.js' */
/** @import { Authorize, Permission, ZoomProxyOptions } from './types.js' */

/**
 * The server that a page needs between itself and Zoom: a function from a request to a response, for
 * any server that speaks in these. It adds the token, and lets through the reads of this package alone.
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
 * @param {ZoomProxyOptions} options
 * @returns {(request: Request) => Promise<Response>} It never rejects.
 * @throws {InvalidRequestError} naming every option that is wrong; a missing `authorize` is told by
 *   every answer instead
 */
export function createZoomProxy(options) {
  const settings = settingsOf(options);
  return async (request) => {
    try {
      return await answer(settings, request);
    } catch (thrown) {
      // Whoever has gone away hears nothing any more, and it is nobody's failure.
      if (request.signal.aborted) return refuse(499, 'The request was ended by whoever sent it.');
      return failure(settings, thrown);
    }
  };
}

/**
 * @param {Settings} settings
 * @param {Request} request
 */
async function answer(settings, request) {
  const { authorize, basePath, handles } = settings;
  if (typeof authorize !== 'function') {
    return refuse(
      403,
      'This proxy has no `authorize` function, and so lets nobody through: give createZoomProxy one.',
    );
  }
  if (!isOfOwnPage(request)) {
    return refuse(403, "Only what this site's own pages ask for is passed on to Zoom.");
  }
  const route = routeOf(request, basePath);
  if (!route) return isBelow(request.url, basePath) ? nothingHere() : outside(basePath);
  if ('session' in route) {
    const { id: sessionId, path } = route.session;
    const caller = await callerOf(authorize, request, sessionId);
    return caller === undefined
      ? notForYou()
      : answerPage(settings, request, path, sessionId, caller);
  }
  const sealed = await handles.open(route.handle);
  if (!sealed) return nothingHere();
  const caller = await callerOf(authorize, request, sealed.sessionId);
  if (caller === undefined || (sealed.caller !== '' && sealed.caller !== caller))
    return notForYou();
  if (sealed.expiresAt <= Date.now()) {
    return refuse(410, 'This attachment was offered too long ago: ask for its messages again.');
  }
  return answerFile(settings, request, sealed.link);
}

/**
 * Whether a browser sends this for a page of the same site, or nobody's browser does.
 *
 * @param {Request} request
 */
function isOfOwnPage({ url, headers }) {
  const site = headers.get('sec-fetch-site') ?? 'none';
  const origin = headers.get('origin');
  const isOwn = origin === null || parse(origin)?.host === new URL(url).host;
  return isOwn && (site === 'same-origin' || site === 'none');
}

/**
 * @param {Authorize} authorize
 * @param {Request} request
 * @param {string} sessionId
 * @returns {Promise<string | undefined>} Nobody is allowed: none; anybody who is: an empty name.
 */
async function callerOf(authorize, request, sessionId) {
  /** @type {Permission} */
  let permission;
  try {
    permission = await authorize(request, { sessionId });
  } catch (cause) {
    throw new Undecided(cause);
  }
  if (permission === true) return '';
  if (!permission) return undefined;
  if (typeof permission.caller === 'string' && permission.caller !== '') return permission.caller;
  throw new Undecided(new TypeError('`authorize` gave neither a boolean nor { caller }.'));
}

/** It is not known whether the caller may see it. */
class Undecided extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super('`authorize` failed.', { cause });
  }
}

/**
 * What the page is told of a failure, and what the server is: neither holds a secret, but for what the
 * server's own `authorize` threw.
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
    try {
      onError?.(error ?? new NetworkError({ kind: 'network', message, retryable: true }));
    } catch {
      // Whoever is told of errors does not make more of them.
    }
    return refuse(status, message);
  };
  if (thrown instanceof Undecided) {
    return tell(500, 'This server could not decide whether you may see this.', thrown.cause);
  }
  if (thrown instanceof Late) return tell(504, 'Zoom did not answer in time. Try again.');
  if (thrown instanceof TooLong) return tell(502, 'Zoom answered with more than is passed on.');
  if (thrown instanceof SmsError) {
    const status = thrown.retryable ? 502 : 500;
    return tell(status, thrown instanceof InvalidRequestError ? INCOMPLETE : NO_TOKEN, thrown);
  }
  const message = 'Zoom could not be reached, or the connection broke off. Try again.';
  const cause = causeOf(thrown);
  return tell(502, message, new NetworkError({ kind: 'network', message, retryable: true, cause }));
}

const NO_TOKEN = 'The proxy got no access token from Zoom; its `onError` is told why.';
const INCOMPLETE = 'The proxy lacks an option; its `onError` is told which.';

function nothingHere() {
  return refuse(404, 'The proxy passes on only SMS sessions and their attachments.');
}

/** @param {string} basePath */
function outside(basePath) {
  return refuse(
    404,
    `The proxy answers only addresses that begin with ${basePath}/: that is its \`basePath\`. Let the \`baseUrl\` of the client end in it, or give createZoomProxy another.`,
  );
}

function notForYou() {
  return refuse(403, 'You may not see this SMS session.');
}
