/**
 * Several processes under one limit: a `rateLimit` whose counts are in Redis.
 *
 *   npm install zoom-phone-sms rate-limiter-flexible redis
 *
 *   const redis = await createClient({ url: 'redis://localhost' }).connect();
 *   const rateLimit = redisLimiter(redis, { perSecond: 5, perDay: 15_000 });
 *   const client = new SmsClient({ token, rateLimit });
 *
 * @module
 */
import { RateLimiterQueue, RateLimiterRedis } from 'rate-limiter-flexible';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const TURN = 'turn';

/**
 * @param {object} redis a connected client of npm's redis
 * @param {{ perSecond: number, perDay?: number, account?: string }} limits an `account` tells several
 *   accounts apart
 * @returns {import('zoom-phone-sms').SmsRateLimiter}
 */
export function redisLimiter(redis, { perSecond, perDay = Infinity, account = 'zoom' }) {
  const common = { storeClient: redis, useRedisPackage: true };
  const turns = new RateLimiterRedis({
    ...{ ...common, keyPrefix: `${account}:second`, duration: 1 },
    // A window of Redis begins with its first request. Half of the limit in each: so no second,
    // wherever it begins, has more than all of it.
    points: Math.max(1, Math.floor(perSecond / 2)),
  });
  const queue = new RateLimiterQueue(turns);
  const days = new RateLimiterRedis({
    ...{ ...common, keyPrefix: `${account}:day`, duration: DAY / SECOND },
    points: Math.min(perDay, Number.MAX_SAFE_INTEGER),
  });

  return {
    async acquire(signal) {
      await Promise.race([queue.removeTokens(1, TURN), ...(signal ? [aborted(signal)] : [])]);
      await days.consume(today()).catch((refusal) => {
        throw refusal instanceof Error ? refusal : usedUp();
      });
    },

    /** What one process is told, all of them keep to. */
    async report({ status, daily, retryAtMs }) {
      if (status !== 429 || retryAtMs === null) return;
      const seconds = Math.max(1, Math.ceil((retryAtMs - Date.now()) / SECOND));
      await (daily ? days.block(today(), seconds) : turns.block(TURN, seconds));
    },
  };
}

const today = () => new Date().toISOString().slice(0, '2024-01-31'.length);

/** An error that says, as a `RateLimitError` does, that there are no requests left, and until when. */
function usedUp() {
  const retryAt = new Date((Math.floor(Date.now() / DAY) + 1) * DAY);
  const error = new Error("The day's requests are used up.");
  return Object.assign(error, { kind: 'rate-limited', retryAt });
}

/** @param {AbortSignal} signal @returns {Promise<never>} */
function aborted(signal) {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}
