/**
 * Open questions about the live service. Each guess is one line; its first value is the default. A client
 * that works with every value of every line does not depend on the answers.
 * @module
 */

/**
 * @typedef {object} Policies
 * @property {'[]' | '[)' | '(]' | '()'} rangeEnds Whether a message at exactly `from` or `to` belongs
 *   to the range, in the notation of intervals.
 * @property {'whole-day' | 'midnight'} bareTo What `to=2024-02-29` means: the whole of that day, or
 *   the moment it begins.
 * @property {'included' | 'excluded'} monthEnd Whether a range may include the day (in the long
 *   format, the second) one month after `from`, or must end before it.
 * @property {'truncate' | 'refuse'} longRange Whether a range of more than a month is silently cut
 *   to its first month, or an error.
 * @property {1 | 2} defaultSort The order without `sort`: 1 oldest first, 2 newest first.
 * @property {'jwt' | 'jwt-and-bearer'} download Whether a download URL also needs the access token.
 * @property {'medium' | 'heavy'} userListLabel The rate limit label of a user's list: Zoom's pages disagree.
 * @property {'accepted' | 'refused'} futureTo Whether the `to` of a list may be later than now.
 * @property {400 | 404} syncTokenStatus The status of an invalid sync token: both are documented.
 */

/** @type {{ readonly [Name in keyof Policies]: readonly [Policies[Name], ...Policies[Name][]] }} */
export const POLICY_VALUES = {
  rangeEnds: ['[]', '[)', '(]', '()'],
  bareTo: ['whole-day', 'midnight'],
  monthEnd: ['included', 'excluded'],
  longRange: ['truncate', 'refuse'],
  defaultSort: [1, 2],
  download: ['jwt', 'jwt-and-bearer'],
  userListLabel: ['medium', 'heavy'],
  futureTo: ['accepted', 'refused'],
  syncTokenStatus: [400, 404],
};
