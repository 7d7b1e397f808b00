/**
 * Converts `Retry-After` to HTTP's own formats. With its daily limit Zoom sends an ISO 8601 time, which other
 * clients misread: urllib3 raises, and others wait for 2,025 seconds.
 *
 * @module
 */

/** Ten digits of seconds are more than 300 years. */
const SECONDS = /^\d{1,10}$/;
const FRACTION = /^\d{1,10}\.\d{1,10}$/;

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = '\\d\\d:\\d\\d:\\d\\d';

/** The three formats of RFC 9110, 5.6.7, which every client must read. */
const HTTP_DATES = [
  new RegExp(`^${DAY}, \\d\\d ${MONTH} \\d{4} ${TIME} GMT$`),
  new RegExp(`^${DAY}(?:[a-z]{0,3}day), \\d\\d-${MONTH}-\\d\\d ${TIME} GMT$`),
  new RegExp(`^${DAY} ${MONTH} [ \\d]\\d ${TIME} \\d{4}$`),
];

/** The formats of mail, and of gateways that ignore case. */
const MAIL_DATE = new RegExp(
  `^(?:${DAY}, )?\\d{1,2} ${MONTH} \\d{4} ${TIME} (?:GMT|UTC|\\+0000)$`,
  'i',
);

const ISO_8601 =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(\.\d{1,10})?)?(?:Z|([+-]\d\d)(?::?(\d\d))?)?$/i;

/**
 * The same time in seconds or as an HTTP date; `undefined` if the value is not a time.
 *
 * @param {string} value
 */
export function retryAfterOf(value) {
  const text = value.trim();
  if (SECONDS.test(text) || HTTP_DATES.some((form) => form.test(text))) return text;
  if (FRACTION.test(text)) return String(Math.ceil(Number(text)));
  const ms = MAIL_DATE.test(text) ? Date.parse(text) : isoMs(text);
  // Rounds up: never earlier than the server asks.
  if (!Number.isNaN(ms)) return new Date(Math.ceil(ms / 1_000) * 1_000).toUTCString();
  // Gateways join several values by commas: the longest counts.
  const several = text.split(',').map((part) => part.trim());
  const seconds = several.filter((part) => SECONDS.test(part));
  return seconds.length > 0 ? String(Math.max(...seconds.map(Number))) : undefined;
}

/**
 * An ISO 8601 time in milliseconds since 1970; UTC without an offset; NaN if invalid.
 *
 * @param {string} text
 */
function isoMs(text) {
  const found = ISO_8601.exec(text);
  if (!found) return Number.NaN;
  const [, year, month, day, hour, minute, second, part, offset, offsetMinute] = found;
  // A leap second, and midnight as the end of a day, mean the start of the next one.
  const isLeap = second === '60';
  const time = `${hour}:${minute}:${isLeap ? '59' : (second ?? '00')}`;
  const zone = offset ? `${offset}:${offsetMinute ?? '00'}` : 'Z';
  const ms = Date.parse(`${year}-${month}-${day}T${time}${zone}`);
  // Some engines read a nonexistent day as one of the next month.
  const isReal =
    new Date(Date.parse(`${year}-${month}-${day}T00:00:00Z`)).getUTCDate() === Number(day);
  return isReal ? ms + (isLeap ? 1_000 : Number(part ?? 0) * 1_000) : Number.NaN;
}
