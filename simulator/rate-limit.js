/**
 * The per-second and per-day limits of an account, and the headers that tell of them.
 * @module
 */
import { tooManyPerDay, tooManyPerSecond } from './api-error.js';
import { DAY, SECOND } from './date-range.js';

/** @typedef {{ perSecond?: number, perDay?: number }} RateLimit Requests; absent: any number. */

/** What the headers name while nothing is limited: the label Heavy on a Business account. */
const NOMINAL_PER_SECOND = 10;

/**
 * @param {RateLimit} limit
 * @param {() => number} now
 */
export function createRateLimiter({ perSecond = Infinity, perDay = Infinity }, now) {
  const second = createWindow(SECOND);
  const day = createWindow(DAY);
  const limited = perSecond < Infinity;

  return {
    /** Counts a request, or refuses it; a refused request counts for nothing. */
    take() {
      const time = now();
      if (day.count(time) >= perDay) throw tooManyPerDay(endOfWindow(time, DAY));
      if (second.count(time) >= perSecond) throw tooManyPerSecond(endOfWindow(time, SECOND));
      day.add();
      second.add();
    },

    /** @returns {Record<string, string>} */
    headers() {
      const left = limited ? perSecond - second.count(now()) : NOMINAL_PER_SECOND;
      return {
        'x-ratelimit-category': 'Heavy',
        'x-ratelimit-type': 'QPS',
        'x-ratelimit-limit': String(limited ? perSecond : NOMINAL_PER_SECOND),
        'x-ratelimit-remaining': String(left),
      };
    },
  };
}

/**
 * Requests since the clock last passed a multiple of `length`.
 * @param {number} length
 */
function createWindow(length) {
  let current = Number.NaN;
  let requests = 0;
  return {
    /** @param {number} time */
    count(time) {
      const window = Math.floor(time / length);
      if (window !== current) requests = 0;
      current = window;
      return requests;
    },
    add() {
      requests += 1;
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
