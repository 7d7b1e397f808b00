/**
 * Records requests and their outcomes, for tests that check what a client sends.
 * @module
 */
import { connections } from './stream.js';

const CAPACITY = 10_000;

/** On a port, a request may already be on its way when the refusal is sent. */
const TRAVEL_MS = 50;

/**
 * Stores no header values: the log must not leak a token.
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} path As sent, still percent-encoded.
 * @property {string} query As sent, without the question mark.
 * @property {string[]} headerNames In lower case.
 * @property {boolean} authorized Whether it had an `Authorization` header.
 * @property {import('./endpoints.js').EndpointName | null} endpoint Which endpoint it asked; null for other paths.
 * @property {number} atMs When it arrived, by the simulator's clock.
 * @property {string | null} account The account of its access token, if that was required and valid.
 * @property {number | null} status The response status; null until then, and if there was none.
 * @property {import('./fault-kinds.js').FaultName | null} fault The entry of `faults` that struck it.
 * @property {import('./api-error.js').Limit | null} refusal The limit of `rateLimit` that it exceeded.
 * @property {number | null} retryAtMs The earliest time at which the server would accept it again.
 * @property {boolean} tooEarly Whether it arrived before a time that the server had named: for its
 *   account in a 429, for the same URL in a 503.
 */

/**
 * @typedef {object} Named A time named by the headers of a response.
 * @property {string} account
 * @property {string} url
 * @property {boolean} wide Whether it applies to the whole account, not only to the URL.
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
    /** Newest last; beyond 10,000 the oldest is dropped. */
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
        endpoint: null,
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
          // Other requests may have been on their way; the same URL is a second attempt.
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
