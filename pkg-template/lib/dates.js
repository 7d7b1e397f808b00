/**
 * Date ranges and ids. They need no network. In browsers, await `init()` first.
 *
 * @module
 */
import * as rust from '../wasm/zoom_phone_sms.js';
import { fromRust } from './from-rust.js';
import { assertLoaded } from './loading.js';

/** @import { DateRange, DateRangeCheck, ValidateDateRange } from './types.js' */

/**
 * Checks a date range by Zoom's rules: `yyyy-mm-dd` or `yyyy-MM-ddTHH:mm:ssZ`, both ends or
 * neither, both in one format, in order, and at most one month. A `Date` means its instant, in UTC.
 * Accepts any values; once the package is loaded, it never throws.
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
  // The range is `null` only without both ends; the overload says so.
  return /** @type {DateRangeCheck<DateRange>} */ (check);
};

/**
 * Splits a date range of any length into windows that Zoom accepts: at most one calendar month and at
 * most 30 days each, in order. Neighbouring windows share the day or second at which they meet, so nothing
 * falls between them: a message of that time can come twice, with the same `message_id`.
 *
 * @example
 * for (const window of splitDateRange('2024-01-01', '2024-12-31')) {
 *   await client.getSmsSession(id, window);
 * }
 *
 * @param {string | Date} from
 * @param {string | Date} to
 * @returns {DateRange[]} At least one window.
 * @throws {InvalidRequestError} naming everything that is wrong with the two ends.
 */
export function splitDateRange(from, to) {
  assertLoaded('splitDateRange');
  return fromRust(() => rust.splitDateRange(from, to));
}

/**
 * Whether two ids belong to the same message, in whichever form each is written: Zoom's own examples have
 * `IQ-` plus 22 letters and digits, and UUIDs in lower and upper case. `true` is certain. `false` is not: that
 * Zoom uses one UUID per message everywhere follows from its examples, but is not documented.
 *
 * @example
 * const sent = rows.find((row) => sameMessageId(row.message_id, event.payload.object.message_id));
 *
 * @param {string} a
 * @param {string} b
 * @returns {boolean}
 * @throws {InvalidRequestError} if either is not a string
 */
export function sameMessageId(a, b) {
  assertLoaded('sameMessageId');
  return fromRust(() => rust.sameMessageId(a, b));
}
