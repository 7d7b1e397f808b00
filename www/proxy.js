/**
 * What the page's server passes on to Zoom, with a token that can do far more than show messages.
 * Any page of any site can send requests to a server of this machine: its own page's are the only ones
 * to be answered.
 *
 * @module
 */

/** The one thing the page asks for. Its client percent-encodes all of an id but these characters. */
const SESSION = /^\/zoom(\/v2\/phone\/sms\/sessions\/(?:[\w.~-]|%[\dA-Fa-f]{2})+)$/;

/** An id that leads elsewhere once somebody on the way decodes it, such as `..%2Fusers`. */
const CLIMBING = /(?:\/|%2f|%5c)(?:\.|%2e){1,2}(?:$|%2f|%5c)/i;

/**
 * The path to ask Zoom for, or the reason not to.
 * @param {Pick<import('node:http').IncomingMessage, 'method' | 'url' | 'headers'>} request
 * @returns {{ path: string } | { status: 403 | 404 | 405, reason: string }}
 */
export function passOn({ method, url = '/', headers }) {
  const hasBody = 'content-length' in headers || 'transfer-encoding' in headers;
  if (method !== 'GET' || hasBody) {
    return { status: 405, reason: 'Only GET, without a body, is passed on to Zoom.' };
  }

  // Browsers send the first with every request, and the second with those of another origin.
  const { 'sec-fetch-site': site = 'none', origin, host } = headers;
  const isOwn = origin === undefined || origin === `http://${host}`;
  if (!isOwn || (site !== 'same-origin' && site !== 'none')) {
    return { status: 403, reason: 'Only what this page itself asks for is passed on to Zoom.' };
  }

  // Judged as it will be sent: `new URL` takes the dots out of a path, as any client would.
  const { pathname, search } = new URL(`http://page.invalid${url}`);
  const [, path] = SESSION.exec(pathname) ?? [];
  if (path === undefined || CLIMBING.test(path)) {
    return { status: 404, reason: 'Only SMS sessions are passed on to Zoom.' };
  }
  return { path: path + search };
}
