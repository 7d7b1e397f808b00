/**
 * A rate limiter that several processes share through Redis and its clock.
 *
 *   npm install zoom-phone-sms redis
 *
 *   const redis = await createClient({ url: 'redis://localhost' }).connect();
 *   const rateLimit = redisLimiter(redis, { perSecond: 5, perDay: 15_000 });
 *   const client = new SmsClient({ token, rateLimit });
 *
 * Requests are spaced evenly (200 ms at 5 per second), so no second has more, wherever it begins. Each process
 * reserves the next free slot, waits for it, and checks again before it sends: the slot may follow too closely
 * after the previous one, or the server may have asked for a pause in the meantime.
 *
 * @module
 */
const MICROSECONDS = 1_000_000;
const LONGEST_SLEEP_MS = 60_000;

/** Requests bunch up a little on their way, so one second's requests are spread over 1,020 ms. */
const SPREAD = 1.02;

/**
 * Reserves a slot or takes a reserved one. Times are in microseconds. Returns the slot and the time to wait
 * for it; or 0 and the time until the next day if the day's requests are used up.
 *
 *   next    the first free slot
 *   open    the earliest time for the next request, after the last one
 *   paused  no requests before this time; `closed`: no requests of the day before this time
 *   used    how many slots were taken on `day`
 */
const ACQUIRE = `
local interval, perDay, turn = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function get(field) return tonumber(redis.call('HGET', KEYS[1], field) or 0) end

local day = math.floor(now / 86400000000)
local used = get('day') == day and get('used') or 0
if now < get('closed') then return { 0, get('closed') - now } end
if used >= perDay then return { 0, (day + 1) * 86400000000 - now } end

local paused = get('paused')
if turn == 0 or turn < paused then
  turn = math.max(now, get('next'), paused)
  redis.call('HSET', KEYS[1], 'next', turn + interval)
  redis.call('PEXPIRE', KEYS[1], math.ceil((turn - now) / 1000) + 172800000)
end
local wait = math.max(turn, get('open')) - now
if wait > 0 then return { turn, wait } end
redis.call('HSET', KEYS[1], 'open', now + interval, 'day', day, 'used', used + 1)
return { turn, 0 }
`;

/** Sets `ARGV[1]`, which is `paused` or `closed`, to `ARGV[2]` microseconds from now, unless it is later. */
const PAUSE = `
local time = redis.call('TIME')
local till = time[1] * 1000000 + time[2] + tonumber(ARGV[2])
if till > tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0) then
  redis.call('HSET', KEYS[1], ARGV[1], till)
  redis.call('PEXPIRE', KEYS[1], math.ceil(tonumber(ARGV[2]) / 1000) + 172800000)
end
`;

/**
 * @param {{ eval(script: string, options: { keys: string[], arguments: string[] }): Promise<unknown> }} redis
 *   a connected client of npm's `redis`
 * @param {{ perSecond: number, perDay?: number, account?: string }} limits `perSecond` may be a fraction,
 *   such as 0.5; `account` separates several accounts
 * @returns {import('zoom-phone-sms').SmsRateLimiter}
 */
export function redisLimiter(redis, { perSecond, perDay = Infinity, account = 'zoom' }) {
  if (!(perSecond > 0)) throw new RangeError('`perSecond` must be greater than 0.');
  const interval = Math.ceil((MICROSECONDS / perSecond) * SPREAD);
  /** @param {string} script @param {(string | number)[]} args */
  const run = (script, ...args) =>
    redis.eval(script, { keys: [`${account}:turns`], arguments: args.map(String) });

  return {
    async acquire(signal) {
      for (let turn = 0; ; ) {
        const asked = run(ACQUIRE, interval, Math.min(perDay, Number.MAX_SAFE_INTEGER), turn);
        const [promised, wait] = /** @type {[number, number]} */ (
          await unlessAborted(asked, signal)
        );
        const waitMs = Math.ceil(wait / 1_000);
        if (promised === 0) throw usedUp(waitMs);
        if (wait === 0) return;
        turn = promised;
        await sleep(Math.min(waitMs, LONGEST_SLEEP_MS), signal);
      }
    },

    /** All processes respect what one of them is told. */
    async report({ status, daily, retryAtMs }) {
      if (status !== 429 || retryAtMs === null) return;
      const pause = Math.max(0, Math.ceil((retryAtMs - Date.now()) * 1_000));
      await run(PAUSE, daily ? 'closed' : 'paused', pause);
    },
  };
}

/**
 * Like a `RateLimitError`: no requests are left, and `retryAt` says until when.
 * @param {number} waitMs
 */
function usedUp(waitMs) {
  const error = new Error('The daily limit is used up.');
  return Object.assign(error, { kind: 'rate-limited', retryAt: new Date(Date.now() + waitMs) });
}

/**
 * @param {number} ms
 * @param {AbortSignal} [signal]
 */
async function sleep(ms, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await unlessAborted(over, signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Awaits a promise unless the signal is aborted first.
 * @template Value
 * @param {Promise<Value>} promise
 * @param {AbortSignal} [signal]
 * @returns {Promise<Value>}
 */
async function unlessAborted(promise, signal) {
  if (!signal) return promise;
  let stop = () => {};
  const aborted = new Promise((_, reject) => {
    stop = () => reject(signal.reason);
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([/** @type {Promise<never>} */ (aborted), promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
