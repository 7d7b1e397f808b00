/**
 * A Zoom of a few lines, which is not the simulator: filters by `from` and `to`, sorts by time, and
 * pages by offset.
 *
 * @module
 */
import { NOON } from './support.js';

export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;
export const DAY = 24 * HOUR;

/** @typedef {{ message_id: string, date_time: string, created?: number, [more: string]: unknown }} Entry */

/** @param {number} ms */
export const iso = (ms) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');

/** @param {string} id @param {number} offset from noon @param {Partial<Entry>} [more] @returns {Entry} */
export const entry = (id, offset, more = {}) => ({
  message_id: id,
  date_time: iso(NOON + offset),
  ...more,
});

/** @param {Entry} entry */
const time = ({ created, date_time }) => created ?? Date.parse(date_time);

/**
 * @param {Entry[]} entries may change at any time
 * @param {object} [options]
 * @param {readonly [boolean, boolean]} [options.counts] whether the ends of a range count
 * @param {(asked: number) => void} [options.before] called before each answer
 * @param {() => Record<string, string>} [options.headers]
 */
export function stub(entries, { counts: [first, last] = [true, true], before, headers } = {}) {
  const state = { requests: 0 };
  const fetch = async (/** @type {Request} */ { url }) => {
    state.requests += 1;
    before?.(state.requests);
    const query = new URL(url).searchParams;
    const value = (/** @type {string} */ name) => query.get(name) ?? '';
    const [from, to] = [Date.parse(value('from')), Date.parse(value('to'))];
    const found = entries.filter((entry) => {
      const at = time(entry);
      return (from < at || (first && from === at)) && (at < to || (last && at === to));
    });
    found.sort((a, b) => time(a) - time(b));
    if (value('sort') === '2') found.reverse();
    const [offset, size] = [Number(value('next_page_token')), Number(value('page_size'))];
    const sms_histories = found.slice(offset, offset + size).map(({ created, ...sent }) => sent);
    const next_page_token = offset + size < found.length ? `${offset + size}` : '';
    return Response.json(
      { next_page_token, page_size: size, sms_histories },
      { headers: headers?.() ?? {} },
    );
  };
  return { fetch, state };
}
