/**
 * `from` and `to`: two grammars, one month, and the interval of seconds they select.
 * @module
 */
import { rangeIncomplete, rangeTooLong, validationFailed } from './api-error.js';

export const SECOND = 1000;
export const DAY = 86_400 * SECOND;
const DEFAULT_DAYS = 30;

/**
 * Times in milliseconds since 1970: `start` is in the range, `end` is not.
 * @typedef {{ start: number, end: number }} DateRange
 */

/** @typedef {{ at: number, unit: number }} Moment A time, and the length of the day or second that its text names. */

const GRAMMARS = [
  { unit: DAY, pattern: /^\d{4}-\d{2}-\d{2}$/, tail: 'T00:00:00Z' },
  { unit: SECOND, pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, tail: '' },
];

/**
 * The range a query asks for.
 * @param {string | null} from
 * @param {string | null} to
 * @param {number} now The end of the default range, the past 30 days.
 * @param {import('./policies.js').Policies} policies
 * @returns {DateRange}
 */
export function parseDateRange(from, to, now, policies) {
  if (from === null && to === null) {
    const second = Math.floor(now / SECOND) * SECOND;
    return { start: second - DEFAULT_DAYS * DAY, end: second + SECOND };
  }
  if (from === null || to === null) throw rangeIncomplete();

  const first = parseMoment('from', from);
  let last = parseMoment('to', to);
  if (first.unit !== last.unit) {
    throw validationFailed({ field: 'to', message: 'The format must be that of "from".' });
  }
  if (first.at > last.at) {
    throw validationFailed({ field: 'from', message: '"from" must not be later than "to".' });
  }

  const limit = addMonth(first.at) - (policies.monthEnd === 'included' ? 0 : first.unit);
  if (last.at > limit) {
    if (policies.longRange === 'refuse') throw rangeTooLong();
    last = { ...last, at: limit };
  }
  return interval(first, last, policies);
}

/**
 * The same day and time in the next month, or that month's last day if it has no such day.
 * @param {number} at
 */
export function addMonth(at) {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + 1);
  // JavaScript carries January 31 over into March; day 0 of March is the end of February.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}

/**
 * @param {Moment} first
 * @param {Moment} last
 * @param {import('./policies.js').Policies} policies
 * @returns {DateRange}
 */
function interval(first, last, { rangeEnds, bareTo }) {
  const wholeDay = last.unit === DAY && bareTo === 'whole-day';
  const closed = rangeEnds.endsWith(']');
  return {
    start: first.at + (rangeEnds.startsWith('(') ? SECOND : 0),
    end: last.at + (wholeDay ? DAY : closed ? SECOND : 0),
  };
}

/**
 * @param {string} field
 * @param {string} text
 * @returns {Moment}
 */
function parseMoment(field, text) {
  const grammar = GRAMMARS.find(({ pattern }) => pattern.test(text));
  const at = grammar ? Date.parse(text + grammar.tail) : Number.NaN;
  // Date.parse turns February 30 into March 1: a real date comes back unchanged.
  if (!grammar || Number.isNaN(at) || !new Date(at).toISOString().startsWith(text.slice(0, 19))) {
    throw validationFailed({
      field,
      message: `"${field}" must be yyyy-mm-dd or yyyy-MM-dd'T'HH:mm:ss'Z'.`,
    });
  }
  return { at, unit: grammar.unit };
}
