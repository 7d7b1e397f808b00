/**
 * Messages that arrive while a session is being read.
 * @module
 */
import { SECOND } from './date-range.js';
import { writeMessage } from './message.js';
import { firstNotBefore } from './page.js';
import { createPageCounter } from './page-counter.js';

/**
 * @typedef {object} LateMessages
 * @property {number} count How many arrive at once.
 * @property {number} [after] The number of pages of the session before that. Default 0.
 * @property {'end' | 'middle' | string} [at] After the newest message, a second apart (the default);
 *   in the middle of the session; or at a time like `2024-02-29T00:00:00Z`, after the messages of the
 *   same second.
 */

/**
 * @param {object} context
 * @param {number} context.seed
 * @param {number} context.end Where an empty session ends.
 * @param {import('./download.js').Downloads} context.downloads
 * @param {import('./switch-board.js').Switched<{ lateMessages: LateMessages | null }>} context.switches
 */
export function createLateMessages({ seed, end, downloads, switches }) {
  const { answered, pageAnswered } = createPageCounter(switches, 'lateMessages');

  return {
    pageAnswered,

    /**
     * The session with the late messages at their indexes, visible once they have arrived. So a message
     * keeps its index when others arrive before it.
     * @param {string} id
     * @param {import('./page.js').Session} session
     * @returns {import('./page.js').Session}
     */
    addTo(id, session) {
      const { lateMessages } = switches.values;
      if (!lateMessages) return session;

      const { count, after = 0, at = 'end' } = lateMessages;
      const { first, time, step } = findPlace(session, at, end);
      const isLate = (/** @type {number} */ i) => first <= i && i < first + count;
      const original = (/** @type {number} */ i) => (i < first ? i : i - count);
      const lateTime = (/** @type {number} */ i) => time + (i - first) * step;
      const arrived = answered(id) >= after;
      return {
        ...session,
        size: session.size + count,
        timeAt: (i) => (isLate(i) ? lateTime(i) : session.timeAt(original(i))),
        messageAt(i) {
          if (!isLate(i)) return session.messageAt(original(i));
          // Beyond the other indexes, so that the ids are unique.
          const index = session.size + i - first;
          return writeMessage({ seed, session: id, index, time: lateTime(i) }, downloads);
        },
        isThere: (i) => (isLate(i) ? arrived : (session.isThere?.(original(i)) ?? true)),
      };
    },
  };
}

/**
 * @param {import('./page.js').Session} session
 * @param {string} at
 * @param {number} end
 * @returns {{ first: number, time: number, step: number }} The index and the time of the first one,
 *   and how far apart they are.
 */
function findPlace(session, at, end) {
  const { size, timeAt } = session;
  if (size === 0 && (at === 'end' || at === 'middle')) {
    return { first: 0, time: end - SECOND, step: 0 };
  }
  if (at === 'end') return { first: size, time: timeAt(size - 1) + SECOND, step: SECOND };
  if (at === 'middle') {
    const first = Math.ceil(size / 2);
    return { first, time: timeAt(first - 1), step: 0 };
  }
  const time = Date.parse(at);
  return { first: firstNotBefore(session, time + SECOND), time, step: 0 };
}
