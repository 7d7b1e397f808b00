/**
 * Reads one page of a session's messages without computing the others.
 * @module
 */

/**
 * A session's messages, oldest first, computed on demand.
 * @typedef {object} Session
 * @property {number} size
 * @property {(index: number) => number} timeAt Milliseconds since 1970; never decreases as `index` grows.
 * @property {(index: number) => import('./wire.js').SmsMessage} messageAt
 * @property {(index: number) => boolean} [isThere] Whether the message exists now. Absent: all do.
 * @property {boolean} [anyTime] Without `from` and `to`, the list is the whole session, not the past 30 days.
 * @property {string} [closingToken] The token of the last page, instead of `""`; leads to an empty page.
 */

/**
 * Where a page begins: at a message, or at an offset in the list.
 * @typedef {{ index?: number, offset?: number }} Place
 */

/**
 * Whether a message repeats: in its page, or, as the last one, in the next page.
 * @typedef {(index: number, where: 'page' | 'next') => boolean} Repeats
 */

/**
 * The messages of a page, and where the next one begins if there is a next one. Messages of the same
 * second keep their order when oldest first, and are reversed with all others when newest first.
 * @param {Session} session
 * @param {import('./date-range.js').DateRange} range
 * @param {Pick<import('./query.js').Query, 'sort' | 'pageSize' | 'deliveryStatus'>} query
 * @param {Place} [place]
 * @param {Repeats} [repeats]
 */
export function readPage(session, range, query, place = {}, repeats = () => false) {
  const messages = [];
  const read = [];
  let offset = 0;

  for (const index of matches(session, range, query, place.index)) {
    if (offset < (place.offset ?? 0)) {
      offset += 1;
    } else if (messages.length === query.pageSize) {
      // Only after two different messages; otherwise the list would never advance.
      const last = read.length > 1 ? read.at(-1) : undefined;
      const next =
        last !== undefined && repeats(last, 'next')
          ? { index: last, offset: offset - 1 }
          : { index, offset };
      return { messages, next };
    } else {
      offset += 1;
      read.push(index);
      messages.push(session.messageAt(index));
      if (messages.length < query.pageSize && repeats(index, 'page')) {
        messages.push(session.messageAt(index));
      }
    }
  }
  return { messages, next: undefined };
}

/**
 * The indexes of a list, in its order.
 * @param {Session} session
 * @param {import('./date-range.js').DateRange} range
 * @param {Pick<import('./query.js').Query, 'sort' | 'deliveryStatus'>} query
 * @param {number} [first]
 */
function* matches({ isThere = () => true, ...session }, range, { sort, deliveryStatus }, first) {
  const low = firstNotBefore(session, range.start);
  const high = firstNotBefore(session, range.end);
  const step = sort === 1 ? 1 : -1;

  for (let i = first ?? (sort === 1 ? low : high - 1); low <= i && i < high; i += step) {
    if (!isThere(i)) continue;
    if (deliveryStatus !== 'all' && session.messageAt(i).delivery_status !== deliveryStatus)
      continue;
    yield i;
  }
}

/**
 * Binary search: twenty lookups for a million messages.
 * @param {Pick<Session, 'size' | 'timeAt'>} session
 * @param {number} time
 */
export function firstNotBefore(session, time) {
  let low = 0;
  let high = session.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (session.timeAt(middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
