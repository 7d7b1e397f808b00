/**
 * A local stand-in for Zoom Phone's SMS session API, as a function from request to response. It shares
 * no code with the client it tests, so that a mistake would have to be made twice to go unnoticed.
 * @module
 */
import { Hono } from 'hono';
import { cors as corsMiddleware } from 'hono/cors';
import { createAccessTokens } from './access-token.js';
import { ApiError, serverError, unknownEndpoint } from './api-error.js';
import { DAY } from './date-range.js';
import { createDownloads } from './download.js';
import { answerTokenRequest } from './oauth.js';
import { choosePolicies } from './policies.js';
import { createRateLimiter } from './rate-limit.js';
import { logRequest } from './request-log.js';
import { createSessionEndpoint } from './session-endpoint.js';
import { createSessions, startOfDay } from './sessions.js';

export { SCOPES, STATIC_TOKENS } from './access-token.js';
export { FAULTS } from './faults.js';
export { CREDENTIALS } from './oauth.js';
export { POLICY_VALUES } from './policies.js';
export { SESSION_ENTRIES } from './sessions.js';

/** Where the API begins: a client's base URL is the server's address and this. */
export const BASE_PATH = '/v2';

const EXPOSED_HEADERS = [
  'x-zm-trackingid',
  'x-ratelimit-category',
  'x-ratelimit-type',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'retry-after',
];

/** Attachments can be fetched for a week from the simulator's start. */
const DOWNLOAD_DAYS = 7;

/**
 * @typedef {object} OwnOptions
 * @property {() => number} [now] The clock, in milliseconds since 1970. Default: the real one.
 * @property {number} [seed] Another number, other generated messages. Default 1.
 * @property {number} [tokenLifetimeS] Of issued access tokens, in seconds. Default 3599, as on Zoom.
 * @property {import('./rate-limit.js').RateLimit} [rateLimit] Default: none.
 * @property {boolean} [cors] Whether browsers of any origin may ask. Default true; Zoom would not.
 * @property {number} [slowMs] How late the slow sessions are, in real milliseconds. Default 60,000.
 * @property {string} [fileOrigin] The origin of download URLs; any will do where `fetch` is called
 *   directly. Default `https://simulator.example`.
 */

/** @typedef {OwnOptions & Partial<import('./policies.js').Policies>} SimulatorOptions */

/**
 * @typedef {object} Simulator
 * @property {typeof globalThis.fetch} fetch Stands in for the global one, but for redirects, which it
 *   does not follow. Rejects only if the request is aborted.
 * @property {(sessionId: string) => import('./message.js').SmsMessage[]} groundTruth All messages of a
 *   session, oldest first, however long ago. Throws a `RangeError` for a session there is not.
 * @property {readonly import('./request-log.js').LoggedRequest[]} requests The newest last.
 * @property {Readonly<LeakReport>} leaks
 */

/**
 * What arrived where the session `redirect` points to.
 * @typedef {{ requests: number, authorized: number }} LeakReport
 */

/**
 * @param {SimulatorOptions} [options]
 * @returns {Simulator}
 */
export function createSimulator({
  now = () => Date.now(),
  seed = 1,
  tokenLifetimeS = 3599,
  rateLimit = {},
  cors = true,
  slowMs = 60_000,
  fileOrigin = 'https://simulator.example',
  ...chosen
} = {}) {
  const policies = choosePolicies(chosen);
  /** A key for each purpose: a download URL must not open the API. @param {string} purpose */
  const key = (purpose) => `simulator-${purpose}-${seed}`;
  // Fixed for the simulator's life: were it to move at midnight, a list would change while it is read.
  const end = startOfDay(now());
  const expiry = end + DOWNLOAD_DAYS * DAY;
  const accessTokens = createAccessTokens({ key: key('access'), now, lifetimeS: tokenLifetimeS });
  const rateLimiter = createRateLimiter(rateLimit, now);
  const downloads = createDownloads({ origin: fileOrigin, key: key('file'), expiry, now });
  const findSession = createSessions({ seed, end, downloads });
  const answerSession = createSessionEndpoint({
    key: key('page'),
    now,
    slowMs,
    policies,
    findSession,
  });

  /** @type {import('./request-log.js').LoggedRequest[]} */
  const requests = [];
  const leaks = { requests: 0, authorized: 0 };
  let answered = 0;

  const app = new Hono();

  if (cors) {
    const allowHeaders = ['authorization', 'content-type'];
    const allowMethods = ['GET', 'POST'];
    app.use(
      corsMiddleware({ allowHeaders, allowMethods, exposeHeaders: EXPOSED_HEADERS, maxAge: 600 }),
    );
  }

  app.use(async (c, next) => {
    await next();
    answered += 1;
    c.header('x-zm-trackingid', `v=2.0;clid=sim;rid=WEB_${String(answered).padStart(32, '0')}`);
    for (const [name, value] of Object.entries(rateLimiter.headers())) {
      // A refusal has said it better already.
      if (!c.res.headers.has(name)) c.header(name, value);
    }
  });

  app.post('/oauth/token', (c) => answerTokenRequest(c.req.raw, accessTokens));

  app.get(`${BASE_PATH}/phone/sms/sessions/:sessionId`, (c) => {
    accessTokens.check(c.req.header('authorization'));
    rateLimiter.take();
    return answerSession(c.req.param('sessionId'), c.req.raw);
  });

  app.get('/file/download/:id', (c) => {
    if (policies.download === 'jwt-and-bearer') accessTokens.check(c.req.header('authorization'));
    return downloads.answer(c.req.param('id'), c.req.query('jwt') ?? '');
  });

  // It answers like an empty session: a client that follows the redirect notices nothing.
  app.get('/leak', (c) => {
    leaks.requests += 1;
    if (c.req.header('authorization')) leaks.authorized += 1;
    return c.json({ next_page_token: '', page_size: 30, sms_histories: [] });
  });
  app.get('/leak-report', (c) => c.json(leaks));

  app.notFound(() => unknownEndpoint().toResponse());
  app.onError((error) => (error instanceof ApiError ? error : serverError()).toResponse());

  return {
    async fetch(input, init) {
      const request = init || !(input instanceof Request) ? new Request(input, init) : input;
      logRequest(requests, request);
      const response = await app.fetch(request);
      request.signal.throwIfAborted();
      return response;
    },

    groundTruth(sessionId) {
      const session = findSession(sessionId);
      if (!session) throw new RangeError(`The simulator has no session '${sessionId}'.`);
      return Array.from({ length: session.size }, (_, i) => session.messageAt(i));
    },

    requests,
    leaks,
  };
}
