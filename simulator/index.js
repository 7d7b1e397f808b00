/**
 * A local stand-in for Zoom Phone's SMS session API, as a function from request to response. It shares
 * no code with the client it tests, so a mistake would have to be made twice to go unnoticed.
 * @module
 */
import { Hono } from 'hono';
import { cors as corsMiddleware } from 'hono/cors';
import { createAccessTokens } from './access-token.js';
import { createAccount } from './account/account.js';
import { findUser, refuseUser } from './account/people.js';
import { ApiError, serverError, unknownEndpoint } from './api-error.js';
import { createControl } from './control.js';
import { DAY } from './date-range.js';
import { createDeletedMessages } from './deleted-messages.js';
import { createDownloads } from './download.js';
import { ENDPOINTS } from './endpoints.js';
import { createLateMessages } from './late-messages.js';
import { createListEndpoint } from './list-endpoint.js';
import { createMessageEndpoint } from './message-endpoint.js';
import { answerTokenRequest } from './oauth.js';
import { createRateLimiter } from './rate-limit.js';
import { createRequestLog } from './request-log.js';
import { createSessionEndpoint } from './session-endpoint.js';
import { createSessions, startOfDay } from './sessions.js';
import { createSteps } from './steps.js';
import { abortable, ConnectionCut, cutConnection } from './stream.js';
import { createSwitches } from './switches.js';
import { createSyncEndpoint } from './sync-endpoint.js';

export { MASTER_SCOPES, SCOPES, STATIC_TOKENS } from './access-token.js';
export { DOWNLOAD_FAULTS } from './download-faults.js';
export { FAULT_KINDS } from './fault-kinds.js';
export { FAULTS } from './faults.js';
export { CREDENTIALS } from './oauth.js';
export { POLICY_VALUES } from './policies.js';
export { PRESETS } from './rate-limit.js';
export { SESSION_ENTRIES } from './sessions.js';
export { SWITCHES } from './switches.js';

/** The API's path: a client's base URL is the server's address plus this. */
export const BASE_PATH = '/v2';

const CONTROL_PATH = '/control';

const EXPOSED_HEADERS = [
  'x-zm-trackingid',
  'x-ratelimit-category',
  'x-ratelimit-type',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'retry-after',
];

/** Attachments can be fetched for a week from the simulator's start, unless `downloadLifetimeS` is set. */
const DOWNLOAD_DAYS = 7;

/**
 * @typedef {object} OwnOptions
 * @property {() => number} [now] The clock, in milliseconds since 1970. Default: the real one.
 * @property {import('./stream.js').Sleep} [sleep] How to wait, for `latencyMs` and `slowMs`. Default:
 *   in real time.
 * @property {number} [seed] Another number gives other generated messages and faults. Default 1.
 * @property {boolean} [cors] Whether browsers of any origin are allowed. Default true; Zoom does not allow them.
 * @property {string} [fileOrigin] The origin of download URLs; any works if you call `fetch`
 *   directly. Default `https://simulator.example`.
 */

/** @typedef {OwnOptions & Partial<import('./switches.js').Switches>} SimulatorOptions */

/**
 * @typedef {object} Simulator
 * @property {typeof globalThis.fetch} fetch Like the global one, but does not follow
 *   redirects. Rejects if the request is aborted, or a fault cuts the connection.
 * @property {(sessionId: string) => import('./wire.js').SmsMessage[]} groundTruth All messages that
 *   a session holds now, oldest first, of any age. Throws a `RangeError` for an unknown session.
 * @property {(sessionId?: string) => Iterable<import('./account/world.js').Known>} shown Every message of the
 *   generated account, or of one of its sessions, that the simulator has shown by now, those that have gone
 *   since included. Throws a `RangeError` without such an account.
 * @property {Readonly<import('./switches.js').Switches>} switches The current values.
 * @property {(changes: Partial<import('./switches.js').Switches>) => void} set Sets the
 *   named ones. Throws a `TypeError`, and changes nothing, for an unknown name or value.
 * @property {() => void} reset Restores the switches to their initial values.
 * @property {(account?: string) => string} issueToken An access token, as from `POST /oauth/token`.
 * @property {readonly import('./request-log.js').LoggedRequest[]} requests Newest last.
 * @property {Readonly<LeakReport>} leaks
 */

/**
 * Counts the requests that the session `redirect` sends to `/leak`.
 * @typedef {{ requests: number, authorized: number }} LeakReport
 */

/**
 * @param {SimulatorOptions} [options]
 * @returns {Simulator}
 */
export function createSimulator({
  now = () => Date.now(),
  sleep = abortable,
  seed = 1,
  cors = true,
  fileOrigin = 'https://simulator.example',
  ...chosen
} = {}) {
  const switches = createSwitches(chosen);
  /** One key per purpose: a download URL's token must not open the API. @param {string} purpose */
  const key = (purpose) => `simulator-${purpose}-${seed}`;
  // Fixed for the simulator's lifetime: otherwise a list would change at midnight while it is read.
  const end = startOfDay(now());
  const expiry = end + DOWNLOAD_DAYS * DAY;
  const accessTokens = createAccessTokens({ key: key('access'), now, switches });
  const rateLimiter = createRateLimiter({ now, switches });
  const files = { origin: fileOrigin, key: key('file'), expiry };
  const downloads = createDownloads({ ...files, now, sleep, switches });
  const sessions = createSessions({ seed, end, downloads });
  const late = createLateMessages({ seed, end, downloads, switches });
  const deleted = createDeletedMessages({ seed, switches });
  const log = createRequestLog(now);
  const leaks = { requests: 0, authorized: 0 };
  let answered = 0;

  const account = createAccount({ seed, now, downloads, switches, findNamed: findSession });

  /** @param {string} id */
  function findSession(id) {
    const session = account.find(id) ?? sessions(id);
    return session && late.addTo(id, deleted.removeFrom(id, session));
  }
  const answerSession = createSessionEndpoint({
    key: key('page'),
    seed,
    now,
    sleep,
    switches,
    findSession,
    pageAnswered(id) {
      late.pageAnswered(id);
      deleted.pageAnswered(id);
    },
    renew: downloads.renew,
  });
  const answerMessage = createMessageEndpoint({
    findSession,
    renew: downloads.renew,
    answerPage: answerSession,
  });
  const answerSync = createSyncEndpoint({
    key: key('sync'),
    now,
    switches,
    findSession,
    renew: downloads.renew,
    answerPage: answerSession,
  });
  const answerList = createListEndpoint({
    key: key('list'),
    seed,
    now,
    switches,
    findEntries: account.entries,
  });
  const steps = createSteps({ seed, now, sleep, switches, accessTokens, rateLimiter, log });

  /** @type {Hono<import('./steps.js').Env>} */
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
    const { dateHeaderMs } = switches.values;
    if (dateHeaderMs !== null) c.header('date', new Date(now() + dateHeaderMs).toUTCString());
    c.header('x-zm-trackingid', `v=2.0;clid=sim;rid=WEB_${String(answered).padStart(32, '0')}`);
  });
  app.use(steps.addLimitHeaders);

  app.post('/oauth/token', (c) => answerTokenRequest(c.req.raw, accessTokens));

  // Also the path of a sub account, which a master account may read.
  for (const base of [BASE_PATH, `${BASE_PATH}/accounts/:accountId`]) {
    const session = `${base}/phone/sms/sessions/:sessionId`;
    const { authorizeFor, limit, delay, strike } = steps;
    app.get(session, authorizeFor('session'), limit, delay, strike, (c) =>
      answerSession(c.req.param('sessionId') ?? '', c.req.raw),
    );
    app.get(`${session}/messages/:messageId`, authorizeFor('message'), limit, delay, strike, (c) =>
      answerMessage(c.req.param('sessionId') ?? '', c.req.param('messageId') ?? '', c.req.raw),
    );
    app.get(`${session}/sync`, authorizeFor('sync'), limit, delay, strike, (c) =>
      answerSync(c.req.param('sessionId') ?? '', c.req.raw),
    );
    const lists = `${base}/phone`;
    const isOfUser = (/** @type {import('hono').Context} */ c) =>
      accessTokens.isOfUser(c.req.header('authorization'));
    app.get(`${lists}/sms/sessions`, authorizeFor('list'), limit, delay, strike, (c) => {
      refuseUser(isOfUser(c));
      return answerList(c.req.raw);
    });
    const users = `${lists}/users/:userId/sms/sessions`;
    app.get(users, authorizeFor('user-list'), limit, delay, strike, (c) => {
      const user = findUser(account.users(), c.req.param('userId') ?? '', isOfUser(c));
      return answerList(c.req.raw, user);
    });
  }

  app.get('/file/download/:id', (c) => {
    if (switches.values.download === 'jwt-and-bearer') {
      accessTokens.check(c.req.header('authorization'), ENDPOINTS.session);
    }
    return downloads.answer(c.req.param('id'), c.req.query('jwt') ?? '', c.req.raw);
  });

  // Responds like an empty session, so a client that follows the redirect notices nothing.
  app.get('/leak', (c) => {
    leaks.requests += 1;
    if (c.req.header('authorization')) leaks.authorized += 1;
    return c.json({ next_page_token: '', page_size: 30, sms_histories: [] });
  });
  app.get('/leak-report', (c) => c.json(leaks));

  app.route(CONTROL_PATH, createControl({ switches, requests: log.entries }));

  app.notFound(() => unknownEndpoint().toResponse());
  app.onError((error, c) => {
    c.env.error = error;
    return (error instanceof ApiError ? error : serverError()).toResponse();
  });

  return {
    async fetch(input, init) {
      const request = init || !(input instanceof Request) ? new Request(input, init) : input;
      const { pathname } = new URL(request.url);
      // Requests to /control are not recorded.
      const isControl = pathname === CONTROL_PATH || pathname.startsWith(`${CONTROL_PATH}/`);
      /** @type {import('./steps.js').RequestState} */
      const state = isControl ? {} : { entry: log.begin(request) };

      const response = await app.fetch(request, state);
      request.signal.throwIfAborted();
      const { entry, error } = state;
      if (error instanceof ConnectionCut) throw cutConnection(request);
      if (entry) log.end(entry, request, response, error instanceof ApiError ? error : {});
      return response;
    },

    groundTruth(sessionId) {
      const session = findSession(sessionId);
      if (!session) throw new RangeError(`The simulator has no session '${sessionId}'.`);
      const indexes = Array.from({ length: session.size }, (_, i) => i);
      return indexes.filter(session.isThere ?? (() => true)).map(session.messageAt);
    },

    shown: account.shown,

    get switches() {
      return switches.values;
    },
    set: switches.set,
    reset: switches.reset,
    issueToken: accessTokens.issue,
    requests: log.entries,
    leaks,
  };
}
