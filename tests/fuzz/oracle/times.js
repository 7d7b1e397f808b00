/**
 * RFC 3339 times, read with a regular expression and the engine's own `Date`.
 *
 * @module
 */

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](?:(\d\d):(\d\d):(\d\d))(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * @param {string} text
 * @returns {number | undefined} milliseconds since 1970; what is finer is cut off
 */
export function epochMs(text) {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const isLeap = hour === 23 && minute === 59 && second === 60;
  if (!isReal || hour > 23 || minute > 59 || (second > 59 && !isLeap)) return undefined;
  const [hours = 0, minutes = 0] = match.slice(9, 11).map((part) => Number(part ?? 0));
  if (hours > 23 || minutes > 59) return undefined;
  const offset = (match[8] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000 + fraction - offset;
}
