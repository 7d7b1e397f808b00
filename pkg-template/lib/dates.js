/**
 * Date ranges and ids, which need no network. In browsers, await `init()` before.
 *
 * @module
 */
import * as rust from '../wasm/zoom_phone_sms.js';
import { fromRust } from './from-rust.js';
import { assertLoaded } from './loading.js';

/** @import { DateRange, DateRangeCheck, ValidateDateRange } from './types.js' */

/**
 * Checks a date range as Zoom wants it: `yyyy-mm-dd` or `yyyy-MM-ddTHH:mm:ssZ`, both ends or
 * neither, both alike, in order, and at most one month. A `Date` means its instant, in UTC.
 * Whatever is given, it is judged and nothing is thrown once the package is ready.
 *
 * @example
 * const check = validateDateRange('2024-01-31', '2024-03-01');
 * if (!check.ok) for (const issue of check.issues) console.log(issue.field, issue.message);
 *
 * @type {ValidateDateRange}
 */
export const validateDateRange = (from, to) => {
  assertLoaded('validateDateRange');
  const check = fromRust(() => rust.validateDateRange(from, to));
  // Only without any end is the range `null`, and that overload says so.
  return /** @type {DateRangeCheck<DateRange>} */ (check);
};

/**
 * Cuts a date range of any length into windows that Zoom accepts: at most one calendar month and
 * at most 30 days each, in order. Neighbours share the day or second at which they meet, so that
 * nothing falls between them: a message of that moment can come twice, with one `message_id`.
 *
 * @example
 * for (const window of splitDateRange('2024-01-01', '2024-12-31')) {
 *   await client.getSmsSession(id, window);
 * }
 *
 * @param {string | Date} from
 * @param {string | Date} to
 * @returns {DateRange[]} At least one window.
 * @throws {InvalidRequestError} with everything that is wrong with the two ends.
 */
export function splitDateRange(from, to) {
  assertLoaded('splitDateRange');
  return fromRust(() => rust.splitDateRange(from, to));
}

/**
 * Whether two ids are of one message, however each is written: Zoom's own examples have `IQ-` with 22
 * letters and digits, and UUIDs in lower and upper case. Yes is sure. No is not: that Zoom gives a message
 * one UUID everywhere was found in its examples, and is not documented.
 *
 * @example
 * const sent = rows.find((row) => sameMessageId(row.message_id, event.payload.object.message_id));
 *
 * @param {string} a
 * @param {string} b
 * @returns {boolean}
 * @throws {InvalidRequestError} for what is no text
 */
export function sameMessageId(a, b) {
  assertLoaded('sameMessageId');
  return fromRust(() => rust.sameMessageId(a, b));
}
