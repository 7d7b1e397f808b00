/**
 * `Retry-After` as HTTP has it. Zoom sends an ISO 8601 time with its daily limit, on which clients other than
 * this package's fail: urllib3 raises, and others wait for 2,025 seconds.
 *
 * @module
 */

/** Ten digits of seconds are 300 years. */
const SECONDS = /^\d{1,10}$/;
const FRACTION = /^\d{1,10}\.\d{1,10}$/;

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = '\\d\\d:\\d\\d:\\d\\d';

/** The three spellings of RFC 9110, 5.6.7, all of which clients have to read. */
const HTTP_DATES = [
  new RegExp(`^${DAY}, \\d\\d ${MONTH} \\d{4} ${TIME} GMT$`),
  new RegExp(`^${DAY}(?:[a-z]{0,3}day), \\d\\d-${MONTH}-\\d\\d ${TIME} GMT$`),
  new RegExp(`^${DAY} ${MONTH} [ \\d]\\d ${TIME} \\d{4}$`),
];

/** Those of mail, and of gateways that mind no case. */
const MAIL_DATE = new RegExp(
  `^(?:${DAY}, )?\\d{1,2} ${MONTH} \\d{4} ${TIME} (?:GMT|UTC|\\+0000)$`,
  'i',
);

const ISO_8601 =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(\.\d{1,10})?)?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/i;

/**
 * The same time in seconds or as an HTTP date; `undefined` for what names no time.
 *
 * @param {string} value
 */
export function retryAfterOf(value) {
  const text = value.trim();
  if (SECONDS.test(text) || HTTP_DATES.some((form) => form.test(text))) return text;
  if (FRACTION.test(text)) return String(Math.ceil(Number(text)));
  const ms = MAIL_DATE.test(text) ? Date.parse(text) : isoMs(text);
  // A part of a second more is later than the server asks for, and never too soon.
  if (!Number.isNaN(ms)) return new Date(Math.ceil(ms / 1_000) * 1_000).toUTCString();
  // Gateways join several by commas: the longest counts.
  const several = text.split(',').map((part) => part.trim());
  const seconds = several.filter((part) => SECONDS.test(part));
  return seconds.length > 0 ? String(Math.max(...seconds.map(Number))) : undefined;
}

/**
 * An ISO 8601 time in milliseconds since 1970, without an offset in UTC; NaN for what is none.
 *
 * @param {string} text
 */
function isoMs(text) {
  const found = ISO_8601.exec(text);
  if (!found) return Number.NaN;
  const [, year, month, day, hour, minute, second, part, offset, offsetMinute] = found;
  // A leap second, and midnight as the end of a day, are the next one's start.
  const isLeap = second === '60';
  const time = `${hour}:${minute}:${isLeap ? '59' : (second ?? '00')}`;
  const zone = offset ? `${offset}:${offsetMinute ?? '00'}` : 'Z';
  const ms = Date.parse(`${year}-${month}-${day}T${time}${zone}`);
  // Some engines take a day that a month does not have for one of the next.
  const isReal =
    new Date(Date.parse(`${year}-${month}-${day}T00:00:00Z`)).getUTCDate() === Number(day);
  return isReal ? ms + (isLeap ? 1_000 : Number(part ?? 0) * 1_000) : Number.NaN;
}
