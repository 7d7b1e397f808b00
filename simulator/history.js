/**
 * Generated messages in three shapes, computed on demand.
 * @module
 */
import { DAY, SECOND } from './date-range.js';
import { writeMessage } from './message.js';
import { createRandom } from './random.js';

/** The longest history. */
export const MAX_SIZE = 1_000_000;

const SPAN = 365 * DAY;

/**
 * @typedef {object} HistoryOptions
 * @property {string} id
 * @property {number} size
 * @property {number} seed
 * @property {number} end Every message is older than this, by at most 365 days.
 */

/**
 * The time of each message: whole seconds, never decreasing.
 * @typedef {(options: HistoryOptions) => (index: number) => number} Shape
 */

/** The prefix of a session's id names its shape. @type {Readonly<Record<string, Shape>>} */
export const SHAPES = {
  /** Spread over the year. */
  history({ id, size, seed, end }) {
    const width = SPAN / size;
    return (index) => {
      // Every ninth message shares its second with the one before it.
      const slot = index % 9 === 4 ? index - 1 : index;
      // Even slots have no delay: half of 365 messages fall on a midnight, where many ranges end.
      const delay = slot % 2 === 0 ? 0 : createRandom(seed, id, 'delay', slot).below(width);
      return end - SPAN + Math.floor((slot * width + delay) / SECOND) * SECOND;
    };
  },

  /** Crowded where ranges begin and end. */
  edge({ size, end }) {
    const moments = edges(end).flatMap((edge) => [edge - SECOND, edge, edge, edge, edge + SECOND]);
    return (index) => moments[Math.floor((index * moments.length) / size)] ?? end - SECOND;
  },

  /** All in one second, which is a midnight. */
  burst:
    ({ end }) =>
    () =>
      end - 15 * DAY,
};

/**
 * The midnights at the beginning of months, at multiples of 30 days before the end, and in the last
 * week.
 * @param {number} end
 */
function edges(end) {
  const moments = new Set();
  const date = new Date(end);
  for (let i = 0; i <= 12; i += 1) {
    moments.add(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - i));
    moments.add(end - i * 30 * DAY);
  }
  for (let i = 1; i <= 7; i += 1) moments.add(end - i * DAY);
  // Excludes both ends of the year: the second before or after would be outside it.
  return [...moments].filter((edge) => end - SPAN < edge && edge < end).sort((a, b) => a - b);
}

/**
 * @param {Shape} shape
 * @param {HistoryOptions} options
 * @param {import('./download.js').Downloads} downloads
 * @returns {import('./page.js').Session}
 */
export function createHistory(shape, options, downloads) {
  const { id, size, seed } = options;
  const timeAt = shape(options);
  return {
    size,
    timeAt,
    messageAt: (index) =>
      writeMessage({ seed, session: id, index, time: timeAt(index) }, downloads),
  };
}
