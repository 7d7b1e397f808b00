/**
 * Requests as `-v` shows them: without the token, ids of people, numbers and page tokens.
 *
 * @module
 */

/** @import { Progress } from './progress.js' */

/** The parameters of a query that say nothing about anyone. */
const SHOWN = new Set([
  'from',
  'to',
  'page_size',
  'sort',
  'session_type',
  'filter_type',
  'sync_type',
]);
const LIMIT_HEADERS = /^(x-ratelimit-|retry-after$|x-zm-trackingid$)/i;

/**
 * @param {typeof fetch} send
 * @param {number} level 0 shows nothing, 1 a line for each request, 2 its query and limits
 * @param {Progress} progress
 * @returns {typeof fetch}
 */
export function watched(send, level, progress) {
  if (level === 0) return (input, init) => send(input, init);
  return async (input, init) => {
    const { url, method, signal } =
      input instanceof Request ? input : { url: String(input), method: 'GET', ...init };
    const start = performance.now();
    const say = (/** @type {string | number} */ outcome) => {
      const ms = Math.round(performance.now() - start);
      progress.say(`${method} ${shownUrl(url, level)} ${outcome} ${ms} ms`);
    };
    try {
      const response = await send(input, init);
      say(response.status);
      if (level > 1) for (const line of shownHeaders(response.headers)) progress.say(line);
      return response;
    } catch (error) {
      say(signal?.aborted ? 'aborted' : 'failed');
      throw error;
    }
  };
}

/**
 * @param {string} text
 * @param {number} level
 */
export function shownUrl(text, level) {
  const { host, pathname, searchParams } = new URL(text);
  // An id of a user may be an email address; files are signed links.
  const path = pathname
    .replace(/(\/users\/)[^/]+/, '$1…')
    .replace(/^.*\/(?:file|attachments?)\/.*$/, '/…');
  if (level < 2) return host + path;
  const query = [...searchParams].map(
    ([name, value]) => `${name}=${SHOWN.has(name) ? value : '…'}`,
  );
  return query.length > 0 ? `${host}${path}?${query.join('&')}` : host + path;
}

/** @param {Headers} headers */
function shownHeaders(headers) {
  return [...headers]
    .filter(([name]) => LIMIT_HEADERS.test(name))
    .map(([name, value]) => `  ${name}: ${value}`);
}
