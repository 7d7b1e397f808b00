/**
 * When the messages of generated sessions are dated, become visible and disappear: functions of numbers, so
 * that nothing is held for a message.
 * @module
 */
import { DAY, SECOND } from '../date-range.js';
import { firstNotBefore } from '../page.js';
import { hashNumbers } from '../random.js';

const HOUR = 3_600 * SECOND;

/** How long before the beginning the messages of the broadcast are dated. */
const BROADCAST = 6 * HOUR;

/** Messages come in conversations of this many. */
const CONVERSATION = 8;
const MOST_APART = 45 * SECOND;

/** How often someone opens a session after a message, and how much later at most. */
const OPENED_SHARE = 0.3;
const OPENED_WITHIN = DAY;

/** One of so many messages does not count as the last one, if some do not. */
const UNCOUNTED = 5;

/** @typedef {Required<import('./settings.js').AccountSettings>} Settings */

/**
 * The times of one session.
 * @typedef {object} Timeline
 * @property {number} size All messages, those of the future included.
 * @property {(index: number) => number} timeAt Whole seconds; never decreases as `index` grows.
 * @property {(index: number) => number} visibleAt
 * @property {number} deletedAt All messages dated until then disappear then; Infinity: never.
 */

/**
 * Which session it is, and how many messages it has.
 * @typedef {{ seed: number, number: number, past: number, live: number }} Place
 */

/**
 * @param {Place} place
 * @param {Settings} settings
 * @param {number} start When the simulator begins.
 * @param {() => { min: number, max: number }} delay Until a message is visible.
 * @returns {Timeline}
 */
export function createTimeline({ seed, number, past, live }, settings, start, delay) {
  /** From 0 to 1. @param {...number} key */
  const share = (...key) => hashNumbers(seed, number, ...key) / 2 ** 32;
  const span = settings.days * DAY;
  // Half of the sessions are of the latest quarter.
  const ended = share(1) ** 2;
  const broadcastAt = number < settings.broadcast ? start - BROADCAST : Infinity;
  const end = Math.min(start - span * ended, broadcastAt);
  const begin = end - Math.max(span - (start - end), 0) * share(2);
  const liveEnd = start + settings.liveHours * HOUR;

  function timeAt(/** @type {number} */ i) {
    if (i >= past) return timeIn(start, liveEnd, live, i - past);
    const time = timeIn(begin, end, past, i);
    return i === past - 1 && broadcastAt < Infinity ? broadcastAt : time;
  }

  const isDeleted = share(3) < settings.deleted;
  const deletedAt = isDeleted
    ? Math.floor((start + (liveEnd - start) * share(4)) / SECOND) * SECOND
    : Infinity;
  const size = past + live;
  const isClosed = isDeleted && share(5) >= settings.reopened;

  return {
    size: isClosed ? firstNotBefore({ size, timeAt }, deletedAt + SECOND) : size,
    timeAt,
    visibleAt(i) {
      const { min, max } = delay();
      return timeAt(i) + min + Math.floor(share(6, i) * (max - min + 1));
    },
    deletedAt,
  };

  /**
   * The time of message `i` of `n` between two times.
   * @param {number} from
   * @param {number} to
   * @param {number} n
   * @param {number} i
   */
  function timeIn(from, to, n, i) {
    const width = (to - from) / Math.ceil(n / CONVERSATION);
    const conversation = Math.floor(i / CONVERSATION);
    const apart = Math.min(MOST_APART, (width * 0.2) / CONVERSATION);
    const first = from + (conversation + 0.8 * share(7, from, conversation)) * width;
    return Math.floor((first + (i % CONVERSATION) * apart) / SECOND) * SECOND;
  }
}

/**
 * Its messages at a time.
 * @param {Timeline} timeline
 * @param {number} at
 * @param {(index: number) => boolean} isIncoming
 * @param {number} key Another for each session.
 * @returns {import('./member.js').View}
 */
export function viewOf({ size, timeAt, visibleAt, deletedAt }, at, isIncoming, key) {
  return {
    size: firstNotBefore({ size, timeAt }, at + 1),
    timeAt,
    isThere: (i) => visibleAt(i) <= at && (at < deletedAt || timeAt(i) > deletedAt),
    isIncoming,
    isCounted: (i) => hashNumbers(key, i) % UNCOUNTED !== 0,
    openedAt(i) {
      const opened = hashNumbers(key, i, 1) / 2 ** 32;
      const later = opened < OPENED_SHARE ? (opened / OPENED_SHARE) * OPENED_WITHIN : 0;
      return timeAt(i) + Math.floor(later / SECOND) * SECOND;
    },
  };
}

/**
 * The next time at which the messages of a session are others; Infinity: never.
 * @param {Timeline} timeline
 * @param {number} at
 * @param {number} longest The longest delay of a message.
 */
export function nextChange({ size, timeAt, visibleAt, deletedAt }, at, longest) {
  let next = deletedAt > at ? deletedAt : Infinity;
  for (
    let i = firstNotBefore({ size, timeAt }, at - longest);
    i < size && timeAt(i) < next;
    i += 1
  ) {
    const visible = visibleAt(i);
    if (visible > at && visible < next) next = visible;
  }
  return next;
}
