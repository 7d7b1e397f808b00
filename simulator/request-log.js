/**
 * What was asked of the simulator, for tests that check what a client sends.
 * @module
 */

const CAPACITY = 10_000;

/**
 * No header's value is kept: a log must not be where a token leaks.
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} path As sent, still percent-encoded.
 * @property {string} query As sent, without the question mark.
 * @property {string[]} headerNames In lower case.
 * @property {boolean} authorized Whether it had an `Authorization` header.
 */

/**
 * @param {LoggedRequest[]} log The newest last; beyond 10,000 the oldest is forgotten.
 * @param {Request} request
 */
export function logRequest(log, request) {
  const { pathname, search } = new URL(request.url);
  log.push({
    method: request.method,
    path: pathname,
    query: search.slice(1),
    headerNames: [...request.headers.keys()],
    authorized: request.headers.has('authorization'),
  });
  if (log.length > CAPACITY) log.shift();
}
