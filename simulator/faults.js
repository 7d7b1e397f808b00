/**
 * Sessions that fail, each in one way: the session's id names the fault.
 * @module
 */
import { MASTER_SCOPES } from './access-token.js';
import * as errors from './api-error.js';
import { firstHalf, HTML, json, text } from './body.js';
import { DAY, SECOND } from './date-range.js';
import { endOfWindow } from './rate-limit.js';
import { brokenStream, delayedStream, misframedStream } from './stream.js';

/**
 * @typedef {object} FaultContext
 * @property {Request} request
 * @property {PageBody} page What an ordinary session would return: three messages of the demo.
 * @property {() => number} now
 * @property {number} slowMs
 * @property {import('./stream.js').Sleep} sleep
 */

/**
 * @typedef {object} PageBody
 * @property {string} next_page_token
 * @property {number} page_size
 * @property {import('./wire.js').SmsMessage[]} sms_histories
 */

/**
 * @typedef {object} Fault
 * @property {string} about
 * @property {(context: FaultContext) => Response | Promise<Response>} answer
 */

const MASTER = MASTER_SCOPES.slice(0, 1);

/** @type {Readonly<Record<string, Fault>>} */
export const FAULTS = {
  'error-429-qps': {
    about: 'The per-second limit: 429 without `Retry-After`.',
    answer: ({ now }) => errors.tooManyPerSecond(endOfWindow(now(), SECOND)).toResponse(),
  },
  'error-429-daily': {
    about: 'The daily limit: 429 with `Retry-After` in ISO 8601, the next midnight UTC.',
    answer: ({ now }) => errors.tooManyPerDay(endOfWindow(now(), DAY)).toResponse(),
  },
  'error-429-concurrent': {
    about: 'Too many concurrent requests: 429 without rate limit headers.',
    answer: () => errors.tooManyAtOnce().toResponse(),
  },
  'error-400-range': {
    about: 'The range is refused, as if longer than a month: 400, code 300.',
    answer: () => errors.rangeTooLong().toResponse(),
  },
  'error-page-token': {
    about: 'The page token is refused, even if none was sent: 400, code 400.',
    answer: () => errors.invalidPageToken().toResponse(),
  },
  'error-124': {
    about: 'The access token is refused, although it is valid: 401, code 124.',
    answer: () => errors.invalidAccessToken().toResponse(),
  },
  'error-124-400': {
    about: 'The access token has expired, with the other documented status: 400, code 124.',
    answer: () => errors.expiredAccessToken(400).toResponse(),
  },
  'error-4700': {
    about: 'The access token counts as empty: 401, code 4700.',
    answer: () => errors.emptyAccessToken().toResponse(),
  },
  'error-4711': {
    about: 'The scopes of the token and of its app differ: 401, code 4711.',
    answer: () => errors.otherScopes().toResponse(),
  },
  'error-1004': {
    about: 'The token is for another account: 400, code 1004.',
    answer: () => errors.otherAccount().toResponse(),
  },
  'error-scope': {
    about: 'The master scope is missing, as under `/accounts/{accountId}`: 400, code 4711.',
    answer: () => errors.missingScope(MASTER).toResponse(),
  },
  'error-scope-4700': {
    about: 'The same with the same message: 400, code 4700.',
    answer: () => errors.missingScope(MASTER, { code: 4700 }).toResponse(),
  },
  'error-scope-104': {
    about: 'The same with the same message: 400, code 104.',
    answer: () => errors.missingScope(MASTER, { code: 104 }).toResponse(),
  },
  'error-scope-401': {
    about: 'The same with the same message: 401, code 4711.',
    answer: () => errors.missingScope(MASTER, { status: 401 }).toResponse(),
  },
  'error-scope-403': {
    about: 'The same with the same message: 403, code 4711.',
    answer: () => errors.missingScope(MASTER, { status: 403 }).toResponse(),
  },
  'error-2001': {
    about: 'The account does not exist: 404, code 2001.',
    answer: () => errors.unknownAccount().toResponse(),
  },
  'error-7013': {
    about: 'The history cannot be retrieved: 404, code 7013, as for every unknown session.',
    answer: () => errors.unknownSession().toResponse(),
  },
  'error-2031': {
    about: 'Zoom Phone is not enabled: 403, code 2031.',
    answer: () => errors.phoneNotEnabled().toResponse(),
  },
  'error-500': {
    about: "An internal error in Zoom's own words: 500 with JSON.",
    answer: () => errors.serverError().toResponse(),
  },
  'error-502-html': {
    about: 'A gateway in front of Zoom fails: 502 with an HTML page.',
    answer: () => text(HTML, 'text/html', 502),
  },
  redirect: {
    about: 'A redirect to `/leak`, which records whether the access token was sent: 302.',
    answer: () => new Response(null, { status: 302, headers: { location: '/leak' } }),
  },
  html: {
    about: 'A login page where JSON should be: 200 with HTML.',
    answer: () => text(HTML, 'text/html'),
  },
  'empty-body': {
    about: '200 and nothing else.',
    answer: () => text(''),
  },
  truncated: {
    about: 'The JSON stops in the middle, and the response ends as if it were whole.',
    answer: ({ page }) => text(firstHalf(JSON.stringify(page))),
  },
  broken: {
    about: 'The connection breaks in the middle of the body.',
    answer: ({ page, request }) => json(brokenStream(firstHalf(JSON.stringify(page)), request)),
  },
  'malformed-chunk': {
    about: 'On a port, the second half of the body is not a chunk; elsewhere like `broken`.',
    answer({ page, request }) {
      const body = JSON.stringify(page);
      const beginning = firstHalf(body);
      return json(misframedStream(beginning, body.slice(beginning.length), request));
    },
  },
  'not-utf8': {
    about: 'A message in Latin-1: a byte that is not UTF-8.',
    answer: ({ page }) =>
      json(Buffer.from(JSON.stringify(withFirst(page, { message: 'caf\u00e9' })), 'latin1')),
  },
  'lone-surrogate': {
    about: 'Half an emoji, as an escape: valid JSON, but not Unicode text.',
    answer: ({ page }) => text(JSON.stringify(withFirst(page, { message: 'cut \ud83d' }))),
  },
  bom: {
    about: 'A byte order mark before otherwise perfect JSON.',
    answer: ({ page }) => text(`\ufeff${JSON.stringify(page)}`),
  },
  'wrong-type': {
    about: 'The first `message_id` is a number.',
    answer: ({ page }) => text(JSON.stringify(withFirst(page, { message_id: 42 }))),
  },
  'null-id': {
    about: 'The second `message_id` is null.',
    answer({ page }) {
      const sms_histories = page.sms_histories.map((message, i) =>
        i === 1 ? { ...message, message_id: null } : message,
      );
      return text(JSON.stringify({ ...page, sms_histories }));
    },
  },
  'extra-fields': {
    about: 'Undocumented fields, at every level.',
    answer: ({ page }) => text(JSON.stringify(page, addField)),
  },
  slow: {
    about: 'Headers at once, the body a minute later (`slowMs`).',
    answer: ({ page, slowMs, sleep, request }) =>
      json(delayedStream(JSON.stringify(page), slowMs, request.signal, sleep)),
  },
  'slow-headers': {
    about: 'Nothing at all for a minute (`slowMs`), then everything.',
    async answer({ page, slowMs, sleep, request }) {
      await sleep(slowMs, request.signal);
      return text(JSON.stringify(page));
    },
  },
};

/**
 * @param {PageBody} page
 * @param {Partial<import('./wire.js').SmsMessage>} change
 * @returns {PageBody}
 */
function withFirst(page, change) {
  const sms_histories = page.sms_histories.map((message, i) =>
    i === 0 ? { ...message, ...change } : message,
  );
  return { ...page, sms_histories };
}

/**
 * A replacer for `JSON.stringify`.
 * @param {string} _key
 * @param {unknown} value
 */
function addField(_key, value) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { x_future: ['new', null, [true, 1.5e300]], ...value } : value;
}
