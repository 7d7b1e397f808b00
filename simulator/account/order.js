/**
 * The order of a list, and where in it a page begins.
 * @module
 */
import { hashNumbers } from '../random.js';

const MINUTE = 60_000;

/**
 * A session and its key: the list is sorted by the key, then by the session's number.
 * @typedef {{ entry: import('./directory.js').Entry, key: number }} Placed
 */

/**
 * The key of a session, from its time, its number and the time of the request.
 * @type {Record<'newest-first' | 'oldest-first' | 'unsorted' | 'shuffled', (time: number, number: number, now: number) => number>}
 */
export const SESSION_ORDERS = {
  'newest-first': (time) => -time,
  'oldest-first': (time) => time,
  unsorted: (_time, number) => hashNumbers(number),
  shuffled: (_time, number, now) => hashNumbers(number, Math.floor(now / MINUTE)),
};

/** @param {Placed[]} placed */
export function sortPlaced(placed) {
  return placed.sort((a, b) => a.key - b.key || a.entry.number - b.entry.number);
}

/**
 * The index of the first session of a page: after a number of sessions, or after one of them.
 * @param {readonly Placed[]} sorted
 * @param {{ at: number, tie?: number } | undefined} place
 */
export function findBeginning(sorted, place) {
  if (!place) return 0;
  const { at, tie } = place;
  if (tie === undefined) return Math.min(at, sorted.length);
  const index = sorted.findIndex(
    ({ key, entry }) => key > at || (key === at && entry.number > tie),
  );
  return index < 0 ? sorted.length : index;
}
