/**
 * Which sessions are in a range, and at which time a list has them: what `filter_type` means.
 * @module
 */
import { firstNotBefore } from '../page.js';
import { lastIndex } from './member.js';

/** @typedef {import('./directory.js').Entry} Entry */

/** @typedef {typeof FILTER_TYPES[number]} FilterType */

export const FILTER_TYPES = /** @type {const} */ ([
  'last_message_time',
  'sent_message_time',
  'received_message_time',
  'sent_received_message_time',
]);

/**
 * @typedef {object} Meaning
 * @property {(entry: Entry) => number} timeOf The time that the list shows and sorts by.
 * @property {(entry: Entry, type: FilterType, range: import('../date-range.js').DateRange) => boolean} matches
 */

/** Which messages are of a kind. @type {Record<FilterType, (entry: Entry) => (index: number) => boolean>} */
const KINDS = {
  last_message_time: () => () => true,
  sent_message_time:
    ({ view }) =>
    (index) =>
      !view.isIncoming(index),
  received_message_time: ({ view }) => view.isIncoming,
  sent_received_message_time: () => () => true,
};

/** @satisfies {Record<string, Meaning>} */
export const MEANINGS = {
  /** The last message, or any message of the kind. */
  any: {
    timeOf: ({ lastAt }) => lastAt,
    matches: (entry, type, range) =>
      type === 'last_message_time' ? isIn(range, entry.lastAt) : hasAny(entry, type, range),
  },

  /** The last message of the kind. */
  last: {
    timeOf: ({ lastAt }) => lastAt,
    matches(entry, type, range) {
      const index = lastIndex(entry.view, KINDS[type](entry));
      return index >= 0 && isIn(range, entry.view.timeAt(index));
    },
  },

  /** The last message, whatever the filter. */
  ignored: {
    timeOf: ({ lastAt }) => lastAt,
    matches: ({ lastAt }, _type, range) => isIn(range, lastAt),
  },

  /** The last access, whatever the filter: a session is also accessed when someone opens it. */
  'last-access': {
    timeOf: ({ openedAt }) => openedAt,
    matches: ({ openedAt }, _type, range) => isIn(range, openedAt),
  },

  /** Some messages do not count as the last one. */
  'some-uncounted': {
    timeOf: ({ countedAt }) => countedAt,
    matches: (entry, type, range) =>
      type === 'last_message_time' ? isIn(range, entry.countedAt) : hasAny(entry, type, range),
  },
};

/** @param {import('../date-range.js').DateRange} range @param {number} time */
const isIn = ({ start, end }, time) => start <= time && time < end;

/**
 * @param {Entry} entry
 * @param {FilterType} type
 * @param {import('../date-range.js').DateRange} range
 */
function hasAny(entry, type, { start, end }) {
  const { view, lastAt } = entry;
  if (!(lastAt >= start)) return false;
  const isOfKind = KINDS[type](entry);
  for (let i = firstNotBefore(view, start); i < view.size && view.timeAt(i) < end; i += 1) {
    if (view.isThere(i) && isOfKind(i)) return true;
  }
  return false;
}
