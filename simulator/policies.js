/**
 * What nobody here has asked of the live service. Each guess is one line; its first value is the default.
 * A client that is right under every value of every line needs no answer from Zoom.
 * @module
 */

/**
 * @typedef {object} Policies
 * @property {'[]' | '[)' | '(]' | '()'} rangeEnds Whether a message at exactly `from` or `to` belongs
 *   to the range, in the notation of intervals.
 * @property {'whole-day' | 'midnight'} bareTo What `to=2024-02-29` means: the whole of that day, or
 *   the moment it begins.
 * @property {'included' | 'excluded'} monthEnd Whether a range may reach the day (the second, in the
 *   long format) one month after `from`, or must end before it.
 * @property {'truncate' | 'refuse'} longRange What a range of more than a month gets: its first month
 *   without a word, or an error.
 * @property {1 | 2} defaultSort The order without `sort`: 1 oldest first, 2 newest first.
 * @property {'jwt' | 'jwt-and-bearer'} download What a download URL wants besides itself.
 */

/** @type {{ readonly [Name in keyof Policies]: readonly [Policies[Name], ...Policies[Name][]] }} */
export const POLICY_VALUES = {
  rangeEnds: ['[]', '[)', '(]', '()'],
  bareTo: ['whole-day', 'midnight'],
  monthEnd: ['included', 'excluded'],
  longRange: ['truncate', 'refuse'],
  defaultSort: [1, 2],
  download: ['jwt', 'jwt-and-bearer'],
};
