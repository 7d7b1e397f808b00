/**
 * The options for rows, checked together.
 *
 * @module
 */
import { usage } from './failure.js';
import { MESSAGE_FORMATS } from './formats.js';

/** @import { SmsGrain } from 'zoom-phone-sms' */
/** @import { FormatOptions } from './formats/format.js' */

/**
 * @typedef {object} RowOptions
 * @property {SmsGrain} [grain]
 * @property {string} [callingCode]
 * @property {boolean} [messages]
 * @property {boolean} [links]
 * @property {boolean} [excel]
 */

/**
 * @param {RowOptions} options
 * @param {string} format
 * @returns {Promise<FormatOptions>}
 */
export async function checkRows({ grain, callingCode, messages, excel }, format) {
  if (messages && !MESSAGE_FORMATS.includes(format))
    throw usage(`--messages needs the format ${MESSAGE_FORMATS.join(' or ')}, not ${format}.`);
  if (messages && (grain || callingCode))
    throw usage('--messages gives no rows, so --grain and --calling-code do not apply.');
  if (excel && format !== 'csv') throw usage(`--excel needs the format csv, not ${format}.`);
  if (callingCode) {
    // The library has the rule.
    const { toNdjson } = await import('zoom-phone-sms');
    toNdjson([], { callingCode });
  }
  return { grain: grain ?? 'message', callingCode, messages, excel };
}
