/**
 * What was asked of the simulator and what came of it, for tests that check what a client sends.
 * @module
 */
import { connections } from './stream.js';

const CAPACITY = 10_000;

/** On a port, a request may be on its way while the refusal is on its own. */
const TRAVEL_MS = 50;

/**
 * No header's value is kept: a log must not be where a token leaks.
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} path As sent, still percent-encoded.
 * @property {string} query As sent, without the question mark.
 * @property {string[]} headerNames In lower case.
 * @property {boolean} authorized Whether it had an `Authorization` header.
 * @property {number} atMs When it came, by the clock of the simulator.
 * @property {string | null} account Of its access token, if that was good and one was wanted.
 * @property {number | null} status Of the answer; null until then, and where there was none.
 * @property {import('./fault-kinds.js').FaultName | null} fault What struck it, of `faults`.
 * @property {import('./api-error.js').Limit | null} refusal The limit it went over, of `rateLimit`.
 * @property {number | null} retryAtMs The earliest moment the server would have accepted it again.
 * @property {boolean} tooEarly Whether it came before a moment the server had named: of its account by
 *   a 429, of the same URL by a 503.
 */

/**
 * @typedef {object} Named A moment that an answer's headers have told.
 * @property {string} account
 * @property {string} url
 * @property {boolean} wide Whether it is for all of the account, not only for the URL.
 * @property {number} untilMs
 * @property {number} toldMs
 */

/** @param {() => number} now */
export function createRequestLog(now) {
  /** @type {LoggedRequest[]} */
  const entries = [];
  /** @type {Named[]} */
  let named = [];

  return {
    /** The newest last; beyond 10,000 the oldest is forgotten. */
    entries,

    /** @param {Request} request */
    begin(request) {
      const { pathname, search } = new URL(request.url);
      /** @type {LoggedRequest} */
      const entry = {
        method: request.method,
        path: pathname,
        query: search.slice(1),
        headerNames: [...request.headers.keys()],
        authorized: request.headers.has('authorization'),
        atMs: now(),
        account: null,
        status: null,
        fault: null,
        refusal: null,
        retryAtMs: null,
        tooEarly: false,
      };
      entries.push(entry);
      if (entries.length > CAPACITY) entries.shift();
      return entry;
    },

    /**
     * @param {LoggedRequest} entry
     * @param {string} account
     * @param {Request} request
     */
    identify(entry, account, request) {
      entry.account = account;
      named = named.filter(({ untilMs }) => untilMs > entry.atMs);
      const travelMs = connections.has(request) ? TRAVEL_MS : 0;
      entry.tooEarly = named.some(
        (moment) =>
          moment.account === account &&
          // Others may have been on their way; the same one is the client's second attempt.
          (moment.url === request.url || (moment.wide && moment.toldMs + travelMs < entry.atMs)),
      );
    },

    /**
     * @param {LoggedRequest} entry
     * @param {Request} request
     * @param {Response} response
     * @param {{ retryAt?: number | undefined, limit?: import('./api-error.js').Limit | undefined }} refusal
     */
    end(entry, request, { status, headers }, { retryAt, limit }) {
      entry.status = status;
      entry.retryAtMs = retryAt ?? null;
      entry.refusal = (entry.fault === null && limit) || null;
      const told = headers.has('retry-after') || headers.has('x-ratelimit-reset');
      if (!told || retryAt === undefined || entry.account === null) return;
      const { account } = entry;
      const wide = status === 429;
      named.push({ account, url: request.url, wide, untilMs: retryAt, toldMs: now() });
    },
  };
}
