/**
 * The limits of an account: requests per second, per day and concurrent.
 * @module
 */
import { tooManyAtOnce, tooManyPerDay, tooManyPerSecond } from './api-error.js';
import { DAY, SECOND } from './date-range.js';

export const PLANS = /** @type {const} */ (['pro', 'business']);
export const LABELS = /** @type {const} */ (['light', 'medium', 'heavy']);

/** Zoom's label for every endpoint with SMS sessions since August 2022; Heavy before. */
export const ENDPOINT_LABEL = 'medium';

/**
 * Numbers of requests; absent means no limit. A plan without a label uses each endpoint's label, and each
 * label has a count of its own. The window
 * `'calendar'`, the default, counts per second of the clock; `'sliding'` counts any 1000 ms. Days are
 * always calendar days in UTC.
 * @typedef {{ perSecond?: number, perDay?: number }} Numbers
 * @typedef {{ plan: typeof PLANS[number], label: typeof LABELS[number] }} Preset
 * @typedef {(Numbers | { plan: Preset['plan'] }) & { label?: Preset['label'], concurrency?: number, window?: 'calendar' | 'sliding' }} RateLimit
 */

/** What Zoom publishes. @type {Record<Preset['plan'], Record<Preset['label'], Numbers>>} */
export const PRESETS = {
  pro: {
    light: { perSecond: 20 },
    medium: { perSecond: 10 },
    heavy: { perSecond: 5, perDay: 15_000 },
  },
  business: {
    light: { perSecond: 40 },
    medium: { perSecond: 20 },
    heavy: { perSecond: 10, perDay: 30_000 },
  },
};

/**
 * @param {{ now: () => number, switches: import('./switch-board.js').Switched<{ rateLimit: RateLimit }> }} context
 */
export function createRateLimiter({ now, switches }) {
  return {
    /**
     * Counts a request, or refuses it; a refused request does not count.
     * @param {string} account
     * @param {Preset['label']} own The endpoint's label.
     * @returns {() => void} Call it when the response is ready.
     */
    enter(account, own) {
      const { perSecond, perDay, concurrency, label } = limits(own);
      const used = usage(account, label);
      const time = now();
      const tomorrow = used.day.freeAt(time, perDay);
      if (tomorrow !== undefined) throw tooManyPerDay(tomorrow);
      const later = used.second.freeAt(time, perSecond);
      if (later !== undefined) throw tooManyPerSecond(later);
      if (used.inFlight >= concurrency) throw tooManyAtOnce();

      used.day.add(time);
      used.second.add(time);
      used.inFlight += 1;
      return () => {
        used.inFlight -= 1;
      };
    },

    /**
     * @param {string} account
     * @param {Preset['label']} own The endpoint's label.
     * @returns {Record<string, string>}
     */
    headers(account, own) {
      const { perSecond, label } = limits(own);
      const limited = perSecond < Infinity;
      // What the headers show while nothing is limited.
      const { perSecond: nominal = 0 } = PRESETS.pro[own];
      const left = limited ? perSecond - usage(account, label).second.count(now()) : nominal;
      return {
        'x-ratelimit-category': `${label.charAt(0).toUpperCase()}${label.slice(1)}`,
        'x-ratelimit-type': 'QPS',
        'x-ratelimit-limit': String(limited ? perSecond : nominal),
        'x-ratelimit-remaining': String(left),
      };
    },
  };

  /** @param {Preset['label']} own */
  function limits(own) {
    const { rateLimit } = switches.values;
    const { label = own } = rateLimit;
    /** @type {Numbers} */
    const numbers = 'plan' in rateLimit ? PRESETS[rateLimit.plan][label] : rateLimit;
    const { perSecond = Infinity, perDay = Infinity } = numbers;
    return {
      perSecond,
      perDay,
      concurrency: rateLimit.concurrency ?? Infinity,
      label,
    };
  }

  /** @param {string} account @param {Preset['label']} label */
  function usage(account, label) {
    /** @type {Map<string, ReturnType<typeof createUsage>>} */
    const usages = switches.state('rateLimit', () => new Map());
    const key = `${label} ${account}`;
    const used = usages.get(key) ?? createUsage(switches.values.rateLimit);
    usages.set(key, used);
    return used;
  }
}

/** @param {RateLimit} limit */
function createUsage({ window }) {
  return {
    second: window === 'sliding' ? createSlidingWindow(SECOND) : createWindow(SECOND),
    day: createWindow(DAY),
    inFlight: 0,
  };
}

/**
 * Requests since the clock last passed a multiple of `length`.
 * @param {number} length
 */
function createWindow(length) {
  let current = Number.NaN;
  let requests = 0;
  /** @param {number} time */
  function count(time) {
    const window = Math.floor(time / length);
    if (window !== current) requests = 0;
    current = window;
    return requests;
  }
  return {
    count,
    /** When one more is allowed; undefined: now. @param {number} time @param {number} max */
    freeAt: (time, max) => (count(time) < max ? undefined : endOfWindow(time, length)),
    /** @param {number} _time */
    add(_time) {
      requests += 1;
    },
  };
}

/**
 * Requests during the past `length`, with any start.
 * @param {number} length
 */
function createSlidingWindow(length) {
  /** @type {number[]} */
  let times = [];
  /** @param {number} time */
  function count(time) {
    times = times.filter((past) => past > time - length);
    return times.length;
  }
  return {
    count,
    /** When one more is allowed; undefined: now. @param {number} time @param {number} max */
    freeAt(time, max) {
      if (count(time) < max) return undefined;
      return (times[times.length - max] ?? time) + length;
    },
    /** @param {number} time */
    add(time) {
      times.push(time);
    },
  };
}

/**
 * The next multiple of `length`.
 * @param {number} time
 * @param {number} length
 */
export function endOfWindow(time, length) {
  return (Math.floor(time / length) + 1) * length;
}
