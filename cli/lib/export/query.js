/**
 * What an export is of. A folder has one query: what is not given is as before, what differs is refused.
 *
 * @module
 */
import { EXIT, Failure, usage } from '../failure.js';

/** @import { RowOptions } from '../row-options.js' */
/** @import { Query } from './state.js' */

/**
 * @typedef {RowOptions & {
 *   since?: string,
 *   until?: string,
 *   user?: string,
 *   type?: string,
 *   format?: string,
 *   attachments?: boolean,
 * }} QueryOptions
 */

/** The format of a new export, if none is given. */
export const DEFAULT_FORMAT = 'ndjson';

/** How messages call each part of a query. @type {Record<keyof Query, string>} */
const NAMES = {
  source: 'sessions',
  since: '--since',
  until: '--until',
  user: '--user',
  type: '--type',
  format: '--format',
  grain: '--grain or --messages',
  callingCode: '--calling-code',
  links: '--links',
  excel: '--excel',
  attachments: '--attachments',
};

/**
 * @param {QueryOptions} options
 * @param {boolean} hasIds whether sessions are named
 * @param {Query | undefined} before of the export that is there
 * @param {string} out for messages
 * @returns {Query}
 * @throws {Failure} if it differs from the one before
 */
export function queryOf(options, hasIds, before, out) {
  const { since, until, user, type, format, grain, messages, callingCode } = options;
  const { links, excel, attachments } = options;
  /** @type {Partial<Record<keyof Query, unknown>>} */
  const given = {
    source: hasIds ? 'sessions' : user || type ? 'account' : undefined,
    ...{ since, until, user, type, format, callingCode, links, excel, attachments },
    grain: messages ? 'as sent' : grain,
  };
  if (!before) return newQuery(given);
  for (const [name, value] of Object.entries(given)) {
    const key = /** @type {keyof Query} */ (name);
    if (value === undefined || value === before[key]) continue;
    throw new Failure(
      EXIT.destination,
      `${out} has an export ${told(key, before[key])}, not ${told(key, value)}. Choose another place, or delete it and begin again with --restart.`,
    );
  }
  return before;
}

/**
 * @param {Partial<Record<keyof Query, unknown>>} given
 * @returns {Query}
 */
function newQuery(given) {
  if (given.since === undefined)
    throw usage('Say with --since how far back to go, such as 2024-01-31 or 90d.');
  const { source = 'account', grain = 'message', format = DEFAULT_FORMAT, ...others } = given;
  if (source === 'sessions' && (others.user || others.type))
    throw usage(
      '--user and --type choose among the sessions of the account: name no sessions then.',
    );
  if (source === 'sessions' && /^\d+d$/.test(String(others.until)))
    throw usage(
      'With named sessions, --until is a date or a time: their range is the same in each run.',
    );
  const { since, until = null, user = null, type = null, callingCode = null } = others;
  const { links = false, excel = false, attachments = false } = others;
  return /** @type {Query} */ ({
    ...{ source, since, until, user, type, format, grain, callingCode, links, excel, attachments },
  });
}

/**
 * @param {keyof Query} key
 * @param {unknown} value
 */
function told(key, value) {
  if (key === 'source') return value === 'account' ? 'of the account' : 'of named sessions';
  const isSet = value !== null && value !== false;
  if (!isSet) return `without ${NAMES[key]}`;
  return value === true ? `with ${NAMES[key]}` : `with ${NAMES[key]} ${value}`;
}
