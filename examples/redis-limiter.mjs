/**
 * Several processes under one limit: a `rateLimit` that is kept in Redis, by Redis's clock.
 *
 *   npm install zoom-phone-sms redis
 *
 *   const redis = await createClient({ url: 'redis://localhost' }).connect();
 *   const rateLimit = redisLimiter(redis, { perSecond: 5, perDay: 15_000 });
 *   const client = new SmsClient({ token, rateLimit });
 *
 * Requests are spaced evenly, 200 ms for 5 a second, so no second has more of them, wherever it begins.
 * Each process is promised the next free turn, waits for it, and asks again before it sends: the turn may
 * have come too soon after the one before it, or the server may have said in the meantime to wait.
 *
 * @module
 */
const MICROSECONDS = 1_000_000;
const LONGEST_SLEEP_MS = 60_000;

/** On their way requests bunch up a little. So a second's requests are spread over 1,020 ms. */
const SPREAD = 1.02;

/**
 * Takes a turn, all times in microseconds: gives the turn that is promised, and how long to wait for it.
 * Or 0, and how long there will be no turns, where the day's are used up.
 *
 *   next    the first turn that is still free
 *   open    the earliest time after the last turn that was taken
 *   paused  until then the server wants no requests; `closed`, none of this day
 *   used    how many turns were taken on `day`
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

/** Notes in `ARGV[1]`, which is `paused` or `closed`, that there are to be no requests for so long. */
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
 *   a connected client of npm's redis
 * @param {{ perSecond: number, perDay?: number, account?: string }} limits `perSecond` may be a fraction,
 *   such as 0.5; an `account` tells several accounts apart
 * @returns {import('zoom-phone-sms').SmsRateLimiter}
 */
export function redisLimiter(redis, { perSecond, perDay = Infinity, account = 'zoom' }) {
  if (!(perSecond > 0)) throw new RangeError('`perSecond` has to be above 0.');
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

    /** What one process is told, all of them keep to. */
    async report({ status, daily, retryAtMs }) {
      if (status !== 429 || retryAtMs === null) return;
      const pause = Math.max(0, Math.ceil((retryAtMs - Date.now()) * 1_000));
      await run(PAUSE, daily ? 'closed' : 'paused', pause);
    },
  };
}

/**
 * An error that says, as a `RateLimitError` does, that there are no requests left, and until when.
 * @param {number} waitMs
 */
function usedUp(waitMs) {
  const error = new Error("The day's requests are used up.");
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
 * What a promise gives, unless the signal is aborted sooner.
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
