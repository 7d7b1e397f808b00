/**
 * Faults that can strike any session request.
 * @module
 */
import * as errors from './api-error.js';
import { firstHalf, HTML, json, text } from './body.js';
import { DAY, SECOND } from './date-range.js';
import { formatTime } from './message.js';
import { endOfWindow } from './rate-limit.js';
import { brokenStream, ConnectionCut, delayedStream } from './stream.js';

/**
 * @typedef {object} Struck
 * @property {Request} request
 * @property {number} now
 * @property {number} retryAfterS The wait that a 503 names, in seconds.
 * @property {() => Promise<string>} ordinary The body of the response without the fault.
 * @property {() => void} revoke Revokes the access token.
 * @property {number} slowMs
 * @property {import('./stream.js').Sleep} sleep
 */

/**
 * @typedef {object} FaultKind
 * @property {string} about
 * @property {(struck: Struck) => Promise<Response>} answer May throw an `ApiError` or a `ConnectionCut`.
 * @property {(request: Request, endpoint: import('./endpoints.js').EndpointName) => boolean} [concerns]
 *   Absent: every request.
 */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @param {() => Error} create */
const fails = (create) => async () => {
  throw create();
};

/**
 * A 503 that names a time, in whole seconds.
 * @param {(date: Date) => string} format
 * @returns {FaultKind['answer']}
 */
const unavailableUntil =
  (format) =>
  async ({ now, retryAfterS }) => {
    const retryAt = Math.ceil(now / SECOND + retryAfterS) * SECOND;
    throw errors.unavailable({ retryAt, retryAfter: format(new Date(retryAt)) });
  };

/** @satisfies {Record<string, FaultKind>} */
const KINDS = {
  '429-qps': {
    about: 'The per-second limit, although it is not reached: until the next second.',
    async answer({ now }) {
      throw errors.tooManyPerSecond(endOfWindow(now, SECOND));
    },
  },
  '429-daily': {
    about: 'The daily limit, although it is not reached: until the next midnight UTC.',
    async answer({ now }) {
      throw errors.tooManyPerDay(endOfWindow(now, DAY));
    },
  },
  '429-concurrent': {
    about: 'The concurrency limit, although it is not reached.',
    answer: fails(errors.tooManyAtOnce),
  },
  408: { about: 'The request arrived too slowly.', answer: fails(errors.requestTimeout) },
  425: { about: 'The request arrived too early.', answer: fails(errors.tooEarly) },
  500: { about: "An internal error in Zoom's own words.", answer: fails(errors.serverError) },
  '502-html': {
    about: 'A gateway fails with an HTML page.',
    answer: async () => text(HTML, 'text/html', 502),
  },
  503: { about: 'Unavailable, without a time.', answer: fails(errors.unavailable) },
  '503-seconds': {
    about: 'Unavailable; `Retry-After: 2`.',
    async answer({ now, retryAfterS }) {
      const retryAt = now + retryAfterS * SECOND;
      throw errors.unavailable({ retryAt, retryAfter: String(retryAfterS) });
    },
  },
  '503-http-date': {
    about: 'Unavailable; `Retry-After: Fri, 15 Mar 2024 12:00:02 GMT`.',
    answer: unavailableUntil((date) => date.toUTCString()),
  },
  '503-rfc850-date': {
    about: 'Unavailable; `Retry-After: Friday, 15-Mar-24 12:00:02 GMT`.',
    answer: unavailableUntil((date) => {
      const [, day, month, year, time] = date.toUTCString().split(' ');
      return `${DAYS[date.getUTCDay()]}, ${day}-${month}-${year?.slice(2)} ${time} GMT`;
    }),
  },
  '503-asctime-date': {
    about: 'Unavailable; `Retry-After: Fri Mar 15 12:00:02 2024`.',
    answer: unavailableUntil((date) => {
      const [weekday, day, month, year, time] = date.toUTCString().split(' ');
      const padded = String(Number(day)).padStart(2);
      return `${weekday?.slice(0, 3)} ${month} ${padded} ${time} ${year}`;
    }),
  },
  '503-iso': {
    about: 'Unavailable; `Retry-After: 2024-03-15T12:00:02Z`.',
    answer: unavailableUntil((date) => formatTime(date.getTime())),
  },
  '503-iso-offset': {
    about: 'Unavailable; `Retry-After: 2024-03-15T14:00:02+02:00`.',
    answer: unavailableUntil((date) =>
      formatTime(date.getTime() + (2 * DAY) / 24).replace('Z', '+02:00'),
    ),
  },
  '503-iso-bare': {
    about: 'Unavailable; `Retry-After: 2024-03-15T12:00:02`, meaning UTC.',
    answer: unavailableUntil((date) => formatTime(date.getTime()).replace('Z', '')),
  },
  504: { about: 'A gateway timed out.', answer: fails(errors.gatewayTimeout) },
  'cut-before': {
    about: 'The connection is cut before the headers.',
    answer: fails(() => new ConnectionCut()),
  },
  'cut-inside': {
    about: 'The connection is cut in the middle of the body.',
    answer: async ({ request, ordinary }) =>
      json(brokenStream(firstHalf(await ordinary()), request)),
  },
  'cut-after': {
    about: 'The connection is cut after the last byte of the body, before the end is signalled.',
    answer: async ({ request, ordinary }) => json(brokenStream(await ordinary(), request)),
  },
  'slow-body': {
    about: 'Headers at once, the body late (`slowMs`).',
    answer: async ({ request, ordinary, slowMs, sleep }) =>
      json(delayedStream(await ordinary(), slowMs, request.signal, sleep)),
  },
  truncated: {
    about: 'The JSON stops in the middle, and the response ends as if it were whole.',
    answer: async ({ ordinary }) => text(firstHalf(await ordinary())),
  },
  html: {
    about: 'A login page where JSON should be: 200 with HTML.',
    answer: async () => text(HTML, 'text/html'),
  },
  'empty-body': { about: '200 and nothing else.', answer: async () => text('') },
  'revoked-token': {
    about: 'The access token is revoked: 401, until a new one is issued.',
    async answer({ revoke }) {
      revoke();
      throw errors.invalidAccessToken();
    },
  },
  7012: {
    about: 'The sessions cannot be retrieved: 404, code 7012; lists only.',
    answer: fails(errors.unknownSessions),
    concerns: (_request, endpoint) => endpoint === 'list' || endpoint === 'user-list',
  },
  7013: {
    about: 'The history cannot be retrieved: 404, code 7013; sessions only.',
    answer: fails(errors.unknownSession),
    concerns: (_request, endpoint) => endpoint === 'session',
  },
  'invalid-page-token': {
    about: 'The page token is refused; requests without one succeed.',
    answer: fails(errors.invalidPageToken),
    concerns: ({ url }) => Boolean(new URL(url).searchParams.get('next_page_token')),
  },
};

/** @typedef {`${keyof typeof KINDS}`} FaultName */

/** @type {Readonly<Record<FaultName, FaultKind>>} */
export const FAULT_KINDS = KINDS;
