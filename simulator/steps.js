/**
 * The steps that a request to the API passes before its response.
 * @module
 */

import { ACCOUNT, DEFAULT_ACCOUNT } from './access-token.js';
import { ApiError } from './api-error.js';
import { ENDPOINTS } from './endpoints.js';
import { FAULT_KINDS } from './fault-kinds.js';
import { createFaultMix } from './fault-mix.js';
import { createRandom } from './random.js';
import { ENDPOINT_LABEL } from './rate-limit.js';
import { trimHeaders } from './rate-limit-headers.js';

/**
 * Travels with a request: its record, and its outcome beside the response.
 * @typedef {object} RequestState
 * @property {import('./request-log.js').LoggedRequest} [entry]
 * @property {unknown} [error]
 * @property {number} [refusedAtMs] When a limit refused it. Its response is delayed like any other.
 */

/** @typedef {{ Bindings: RequestState, Variables: { account: string, endpoint: import('./endpoints.js').EndpointName } }} Env */

/** @typedef {(c: import('hono').Context<Env>, next: import('hono').Next) => Promise<void>} Step */

/**
 * @param {object} context
 * @param {number} context.seed
 * @param {() => number} context.now
 * @param {import('./stream.js').Sleep} context.sleep
 * @param {import('./switches.js').SwitchBoard} context.switches
 * @param {import('./access-token.js').AccessTokens} context.accessTokens
 * @param {ReturnType<typeof import('./rate-limit.js').createRateLimiter>} context.rateLimiter
 * @param {ReturnType<typeof import('./request-log.js').createRequestLog>} context.log
 */
export function createSteps({ seed, now, sleep, switches, accessTokens, rateLimiter, log }) {
  const faultMix = createFaultMix({ seed, switches });

  return {
    /** Adds the rate limit headers that are switched on. @type {Step} */
    async addLimitHeaders(c, next) {
      await next();
      const account = c.get('account') ?? DEFAULT_ACCOUNT;
      const label = labelOf(c.get('endpoint') ?? 'session');
      for (const [name, value] of Object.entries(rateLimiter.headers(account, label))) {
        // A refusal has set more precise values.
        if (!c.res.headers.has(name)) c.header(name, value);
      }
      const retryAt = c.error instanceof ApiError ? c.error.retryAt : undefined;
      const refusedAt = c.env.refusedAtMs ?? now();
      trimHeaders(c.res, switches.values.rateLimitHeaders, { now: refusedAt, retryAt });
    },

    /** @param {import('./endpoints.js').EndpointName} name @returns {Step} */
    authorizeFor: (name) => async (c, next) => {
      c.set('endpoint', name);
      if (c.env.entry) c.env.entry.endpoint = name;
      const endpoint = ENDPOINTS[name];
      const sub = c.req.param('accountId');
      const own = accessTokens.check(c.req.header('authorization'), endpoint, sub !== undefined);
      if (sub !== undefined && !ACCOUNT.test(sub)) throw endpoint.unknownAccount();
      const account = sub ?? own;
      c.set('account', account);
      if (c.env.entry) log.identify(c.env.entry, account, c.req.raw);
      await next();
    },

    /** @type {Step} */
    async limit(c, next) {
      /** @type {(() => void) | undefined} */
      let leave;
      try {
        leave = rateLimiter.enter(c.get('account'), labelOf(c.get('endpoint')));
        await next();
      } catch (refusal) {
        if (!leave) {
          c.env.refusedAtMs = now();
          await takeTime(c.req.raw);
        }
        throw refusal;
      } finally {
        leave?.();
      }
    },

    /** @type {Step} */
    async delay(c, next) {
      await takeTime(c.req.raw);
      await next();
    },

    /** Strikes the request with a fault, if one is due. @type {Step} */
    async strike(c, next) {
      const request = c.req.raw;
      const struck = faultMix.strike(request, {
        endpoint: c.get('endpoint'),
        sessionId: c.req.param('sessionId'),
      });
      if (!struck) return next();

      if (c.env.entry) c.env.entry.fault = struck.kind;
      const { slowMs } = switches.values;
      c.res = await FAULT_KINDS[struck.kind].answer({
        request,
        now: now(),
        retryAfterS: struck.retryAfterS,
        async ordinary() {
          await next();
          return c.res.text();
        },
        revoke: () => accessTokens.revoke(c.req.header('authorization')),
        slowMs,
        sleep,
      });
    },
  };

  /** @param {import('./endpoints.js').EndpointName} name */
  function labelOf(name) {
    return name === 'user-list' ? switches.values.userListLabel : ENDPOINT_LABEL;
  }

  /** @param {Request} request */
  async function takeTime(request) {
    const { latencyMs } = switches.values;
    const drawn = switches.state('latencyMs', () => ({ requests: 0 }));
    drawn.requests += 1;
    const { min, max } =
      typeof latencyMs === 'number' ? { min: latencyMs, max: latencyMs } : latencyMs;
    const ms = min + createRandom(seed, 'latency', drawn.requests).below(max - min + 1);
    if (ms > 0) await sleep(ms, request.signal);
  }
}
