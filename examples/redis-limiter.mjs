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
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterRedis } from 'rate-limiter-flexible';

/** A little over a second: two requests may arrive closer together than they were sent. */
const SECOND = 1.05;

/** In place of the limiter's own script: gives each request the next turn, and how far off it is. */
const NEXT_TURN = `
local points, duration = ARGV[3], ARGV[4]
local time = redis.call('time')
local now = time[1] * 1000 + time[2] / 1000
local turn = math.max(now, tonumber(redis.call('get', KEYS[1]) or 0))
local following = turn + duration * 1000 / points
redis.call('set', KEYS[1], following, 'PX', math.ceil(following - now))
return { 1, math.ceil(turn - now) }`;

/**
 * Requests of all processes start evenly, in the order in which they asked: no second, whenever it
 * begins, has more of them than `perSecond`.
 *
 * @param {object} redis a connected client of npm's redis
 * @param {{ perSecond: number, perDay?: number, account?: string }} limits an `account` tells several
 *   accounts apart
 * @returns {import('zoom-phone-sms').SmsRateLimiter}
 */
export function redisLimiter(redis, { perSecond, perDay = Infinity, account = 'zoom' }) {
  const common = { storeClient: redis, useRedisPackage: true };
  const turns = new RateLimiterRedis({
    ...{ ...common, keyPrefix: `${account}:turn`, customIncrTtlLuaScript: NEXT_TURN },
    ...{ points: perSecond, duration: SECOND },
  });
  const days = new RateLimiterRedis({
    ...{ ...common, keyPrefix: `${account}:day` },
    ...{ points: Math.min(perDay, Number.MAX_SAFE_INTEGER), duration: 86_400 },
  });

  return {
    async acquire(signal) {
      const { msBeforeNext } = await turns.consume('next');
      await sleep(msBeforeNext, undefined, { signal });
      const today = new Date().toISOString().slice(0, '2024-01-31'.length);
      await days.consume(today).catch((refusal) => {
        throw refusal instanceof Error ? refusal : new Error("The day's requests are used up.");
      });
    },
  };
}
