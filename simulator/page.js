/**
 * One page out of a session's messages, without looking at the others.
 * @module
 */

/**
 * A session's messages, oldest first. A message is computed when it is asked for.
 * @typedef {object} Session
 * @property {number} size
 * @property {(index: number) => number} timeAt Milliseconds since 1970; never falls as `index` grows.
 * @property {(index: number) => import('./message.js').SmsMessage} messageAt
 * @property {boolean} [anyTime] Without `from` and `to` all of it is answered, not the past 30 days.
 * @property {string} [closingToken] Stands where other sessions say `""`, and leads to an empty page.
 */

/**
 * The messages of a page, and where the next one begins if there is a next one. Messages of the same
 * second keep their order when oldest first, and are reversed with all others when newest first.
 * @param {Session} session
 * @param {import('./date-range.js').DateRange} range
 * @param {Pick<import('./query.js').Query, 'sort' | 'pageSize' | 'deliveryStatus'>} query
 * @param {number} [place]
 */
export function readPage(session, range, { sort, pageSize, deliveryStatus }, place) {
  const low = firstNotBefore(session, range.start);
  const high = firstNotBefore(session, range.end);
  const step = sort === 1 ? 1 : -1;
  const messages = [];

  for (let i = place ?? (sort === 1 ? low : high - 1); low <= i && i < high; i += step) {
    const message = session.messageAt(i);
    if (deliveryStatus !== 'all' && message.delivery_status !== deliveryStatus) continue;
    if (messages.length === pageSize) return { messages, next: i };
    messages.push(message);
  }
  return { messages, next: undefined };
}

/**
 * Binary search: a million messages take twenty looks.
 * @param {Session} session
 * @param {number} time
 */
function firstNotBefore(session, time) {
  let low = 0;
  let high = session.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (session.timeAt(middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
