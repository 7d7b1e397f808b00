/**
 * A world without waiting: the simulator, the package and a clock that jumps from timer to timer.
 *
 * @module
 */
import { init, SmsClient, SmsError } from '../../pkg/inline.js';
import { createSimulator } from '../../simulator/index.js';
import { createRandom } from '../../simulator/random.js';

// Loaded before any clock is replaced.
await init();

export const NOON = Date.UTC(2024, 2, 15, 12);
export const BASE_URL = 'https://simulator.example/v2';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** How many turns of the event loop must bring nothing before the clock jumps. */
const QUIET_TURNS = 3;
const STUCK_TURNS = 2_000;
/** No world takes so many jumps, but one that never ends. */
const MOST_JUMPS = 20_000;

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: Date.now,
  random: Math.random,
};

/** @typedef {{ at: number, call: () => void }} Timer */

/** Timers and time that pass at once, in order. Timers of Node's own keep the real time. */
export class Clock {
  /** @type {Map<number, Timer>} */
  #timers = new Map();
  #now;
  #calls = 0;
  #jumps = 0;
  #patienceMs;

  /**
   * @param {number} now
   * @param {number} [patienceMs] how long work may take elsewhere, as in WebCrypto, in real time
   */
  constructor(now, patienceMs = 0) {
    this.#now = now;
    this.#patienceMs = patienceMs;
  }

  get now() {
    return this.#now;
  }

  /** How many timers have neither fired nor been cleared. */
  get pending() {
    return this.#timers.size;
  }

  /** @param {number} ms @returns {Promise<void>} */
  sleep(ms) {
    return new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  }

  /** @param {Date | undefined} date */
  async until(date) {
    if (date && date.getTime() > this.#now) await this.sleep(date.getTime() - this.#now);
  }

  /**
   * Puts this clock in the place of the real one while `work` is done.
   *
   * @template Result
   * @param {() => Promise<Result>} work
   * @param {() => number} random in place of `Math.random`
   */
  async rule(work, random) {
    Object.assign(globalThis, {
      setTimeout: (/** @type {() => void} */ call, ms = 0) => {
        this.#calls += 1;
        this.#timers.set(this.#calls, { at: this.#now + Math.max(ms, 0), call });
        return this.#calls;
      },
      clearTimeout: (/** @type {number} */ id) => {
        if (this.#timers.delete(id)) this.#calls += 1;
      },
    });
    Date.now = () => this.#now;
    Math.random = random;
    try {
      return await this.#drive(work());
    } finally {
      globalThis.setTimeout = real.setTimeout;
      globalThis.clearTimeout = real.clearTimeout;
      Date.now = real.now;
      Math.random = real.random;
    }
  }

  /**
   * @template Result
   * @param {Promise<Result>} work
   */
  async #drive(work) {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    work.then(settle, settle);
    let since = performance.now();
    for (let quiet = 0, seen = -1; !settled; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = seen === this.#calls ? quiet + 1 : 0;
      if (quiet === 0) since = performance.now();
      seen = this.#calls;
      if (quiet >= QUIET_TURNS && this.#fireNext()) quiet = 0;
      const isStuck = quiet > STUCK_TURNS && performance.now() - since > this.#patienceMs;
      if (isStuck) throw new Error('Nothing happens any more.');
    }
    return work;
  }

  #fireNext() {
    const [next] = [...this.#timers].sort(([a, { at }], [b, { at: bt }]) => at - bt || a - b);
    if (!next) return false;
    this.#jumps += 1;
    if (this.#jumps > MOST_JUMPS) throw new Error('This does not come to an end.');
    const [id, { at, call }] = next;
    this.#timers.delete(id);
    this.#calls += 1;
    this.#now = Math.max(this.#now, at);
    call();
    return true;
  }
}

/** @typedef {import('../../simulator/index.js').SimulatorOptions} Switches */
/** @typedef {Partial<import('../../pkg/inline.js').SmsClientOptions>} ClientOptions */
/** @typedef {import('../../pkg/inline.js').SmsHistoryQuery} Query */
/** @typedef {import('../../simulator/message.js').SmsMessage} Message */
/** @typedef {ReturnType<typeof createWorld>} World */

/** @param {Clock} clock @param {Switches} switches */
function createWorld(clock, switches) {
  const simulator = createSimulator(switches);
  return {
    clock,
    simulator,
    /** A new client; each request for a token issues another. @param {ClientOptions} [options] */
    client: (options) =>
      new SmsClient({
        ...{ token: () => simulator.issueToken(), baseUrl: BASE_URL, fetch: simulator.fetch },
        // The limiter is the process's, and would carry times from one world into the next.
        rateLimit: false,
        ...options,
      }),
    /** @param {string} id @param {Query} [query] */
    truth: (id, query) => truth(simulator.groundTruth(id), query, clock.now),
  };
}

/**
 * @template Result
 * @param {Switches} switches
 * @param {(world: World) => Promise<Result>} work
 * @param {{ seed?: string | number, now?: number }} [options]
 */
export function virtually(switches, work, { seed = 0, now = NOON } = {}) {
  const clock = new Clock(now);
  const random = createRandom('jitter', seed);
  return clock.rule(
    async () => work(createWorld(clock, switches)),
    () => random.below(2 ** 32) / 2 ** 32,
  );
}

/**
 * What of a session a query is for, in its order: said once more, without the client's words.
 *
 * @param {Message[]} all oldest first
 * @param {Query} [query]
 * @param {number} [now]
 */
export function truth(all, { from, to, sort, delivery_status: status } = {}, now = NOON) {
  const wholeSecond = (/** @type {number} */ ms) => Math.floor(ms / SECOND) * SECOND;
  const moment = (/** @type {string | Date} */ end) =>
    typeof end === 'string' ? Date.parse(end) : end.getTime();
  const isBare = typeof to === 'string' && to.length === '2024-01-31'.length;
  const first = from ? moment(from) : wholeSecond(now) - 30 * DAY;
  const last = to ? moment(to) + (isBare ? DAY - SECOND : 0) : wholeSecond(now);
  const found = all.filter((message) => {
    const at = Date.parse(message.date_time);
    const wanted = !status || status === 'all' || message.delivery_status === status;
    return first <= at && at <= last && wanted;
  });
  return sort === 2 ? found.reverse() : found;
}

/**
 * Reads to the end or to an error, which must be of the package.
 *
 * @template Item
 * @param {AsyncIterable<Item>} iterable
 * @param {(item: Item, index: number) => unknown} [consume]
 */
export async function read(iterable, consume = () => {}) {
  /** @type {Item[]} */
  const items = [];
  try {
    for await (const item of iterable) {
      items.push(item);
      await consume(item, items.length - 1);
    }
  } catch (error) {
    if (!(error instanceof SmsError)) throw error;
    return { items, error };
  }
  return { items, error: undefined };
}

/** @param {readonly { sms_histories?: unknown }[]} pages @returns {Message[]} */
export const messagesOf = (pages) =>
  pages.flatMap((page) => /** @type {Message[]} */ (page.sms_histories));

/** @param {readonly { message_id: unknown }[]} messages */
export const ids = (messages) => messages.map((message) => message.message_id);
