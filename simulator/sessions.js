/**
 * The sessions that respond as documented; `faults.js` has those that fail.
 * @module
 */
import { DAY } from './date-range.js';
import { writeDemo } from './demo.js';
import { createHistory, MAX_SIZE, SHAPES } from './history.js';
import { createSample, listSession } from './sample.js';

/** The number of messages in a flaky session once it responds. */
const FLAKY_SIZE = 100;

/** @typedef {{ id: string, about: string }} SessionEntry */

/** The sessions with a description, for people who choose one. @type {readonly SessionEntry[]} */
export const SESSION_ENTRIES = [
  { id: 'demo', about: 'A customer and a bicycle shop: 40 messages of the past 30 days.' },
  { id: 'history-<n>', about: 'n generated messages of the past year, up to 1,000,000.' },
  { id: 'edge-<n>', about: 'n messages at midnights, month and 30-day edges, many in one second.' },
  { id: 'burst-<n>', about: 'n messages in one second: the midnight 15 days before the end.' },
  { id: 'history-<n>/<any>', about: 'Another such session; also with edge and burst.' },
  { id: 'empty', about: 'No messages at all.' },
  { id: 'odd/id ?#%✓', about: 'The demo under an id that must be percent-encoded.' },
  { id: 'seed', about: 'The documented example response, independent of the date.' },
  { id: '35ccd84704253f5f793d0a721c7fe655', about: 'The same, under the documented example id.' },
];

/**
 * @param {object} context
 * @param {number} context.seed
 * @param {number} context.end The midnight at which all generated messages end.
 * @param {import('./download.js').Downloads} context.downloads
 * @returns {(id: string) => import('./page.js').Session | undefined}
 */
export function createSessions({ seed, end, downloads }) {
  const sample = createSample();

  /** @type {Map<string, import('./page.js').Session>} */
  const sessions = new Map([
    ['demo', listSession(writeDemo('demo', end, downloads))],
    ['empty', listSession([])],
    ['odd/id ?#%✓', listSession(writeDemo('odd', end, downloads))],
    ['seed', sample],
    ['35ccd84704253f5f793d0a721c7fe655', sample],
  ]);

  return (id) => sessions.get(id) ?? generate(id);

  /** @param {string} id */
  function generate(id) {
    if (id.startsWith('flaky-')) return history('history', id, FLAKY_SIZE);
    // The part after a slash only makes sessions different; it may need percent-encoding.
    const [, name = '', size = ''] = /^([a-z]+)-(0|[1-9]\d{0,6})(\/.*)?$/su.exec(id) ?? [];
    return history(name, id, Number(size || Number.NaN));
  }

  /**
   * @param {string} name
   * @param {string} id
   * @param {number} size
   */
  function history(name, id, size) {
    const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
    if (!shape || !(size <= MAX_SIZE)) return undefined;
    return createHistory(shape, { id, size, seed, end }, downloads);
  }
}

/** @param {number} now */
export const startOfDay = (now) => Math.floor(now / DAY) * DAY;
