/**
 * A year of generated messages, of which only those asked for are ever computed.
 * @module
 */
import { DAY, SECOND } from './date-range.js';
import { writeMessage } from './message.js';
import { createRandom } from './random.js';

/** The longest history. */
export const MAX_SIZE = 1_000_000;

const SPAN = 365 * DAY;

/**
 * @param {object} options
 * @param {string} options.id
 * @param {number} options.size
 * @param {number} options.seed
 * @param {number} options.end Every message is older than this, and none by more than 365 days.
 * @param {import('./download.js').Downloads} downloads
 * @returns {import('./page.js').Session}
 */
export function createHistory({ id, size, seed, end }, downloads) {
  const width = SPAN / size;

  /** @param {number} index */
  function timeAt(index) {
    // Every ninth message shares its second with the one before it.
    const slot = index % 9 === 4 ? index - 1 : index;
    // Even ones sit on their place: of 365 messages half fall on a midnight, the edge of many ranges.
    const delay = slot % 2 === 0 ? 0 : createRandom(seed, id, 'delay', slot).below(width);
    return end - SPAN + Math.floor((slot * width + delay) / SECOND) * SECOND;
  }

  return {
    size,
    timeAt,
    messageAt: (index) =>
      writeMessage({ seed, session: id, index, time: timeAt(index) }, downloads),
  };
}
