/**
 * Which rate limit headers are sent: the live service sometimes omits any of them.
 * @module
 */
import { SECOND } from './date-range.js';

const RETRY_AFTER = 'retry-after';

/** All of them; the choices below are subsets. */
const LIMIT_HEADERS = [
  'x-ratelimit-category',
  'x-ratelimit-type',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  RETRY_AFTER,
];

/** @typedef {'all' | 'none' | 'type-only' | 'category-only' | 'reset-only' | 'retry-after-only'} Choice */

/** @type {Readonly<Record<Choice, readonly string[]>>} */
export const RATE_LIMIT_HEADERS = {
  all: LIMIT_HEADERS,
  none: [],
  'type-only': ['x-ratelimit-type'],
  'category-only': ['x-ratelimit-category'],
  'reset-only': ['x-ratelimit-reset'],
  'retry-after-only': [RETRY_AFTER],
};

/**
 * Removes the headers that were not chosen. With `retry-after-only`, per-second refusals have it too, in
 * seconds.
 * @param {Response} response
 * @param {Choice} choice
 * @param {{ now: number, retryAt: number | undefined }} refusal
 */
export function trimHeaders({ status, headers }, choice, { now, retryAt }) {
  const kept = RATE_LIMIT_HEADERS[choice];
  for (const name of LIMIT_HEADERS) {
    // The Retry-After of a 503 is not about a limit.
    if (kept.includes(name) || (name === RETRY_AFTER && status !== 429)) continue;
    headers.delete(name);
  }
  if (choice !== 'retry-after-only' || status !== 429 || retryAt === undefined) return;
  if (!headers.has(RETRY_AFTER)) {
    headers.set(RETRY_AFTER, String(Math.ceil((retryAt - now) / SECOND)));
  }
}
