/**
 * The query of a list of sessions, checked.
 * @module
 */
import { FILTER_TYPES } from './account/filter.js';
import { invalidSessionType, validationFailed } from './api-error.js';
import { parsePageSize } from './query.js';

const SESSION_TYPES = /** @type {const} */ ([
  'user',
  'call_queue',
  'auto_receptionist',
  'service_endpoint',
  'all',
]);

/**
 * Everything except the page token. It must stay the same from page to page.
 * @typedef {object} ListQuery
 * @property {number} pageSize
 * @property {string | null} from
 * @property {string | null} to
 * @property {typeof SESSION_TYPES[number]} sessionType
 * @property {string | null} phoneNumber Digits.
 * @property {import('./account/filter.js').FilterType} filterType
 */

/**
 * Ignores unknown names, like most servers. Of a repeated name, the first value counts.
 * @param {URLSearchParams} parameters
 * @param {{ isOfUser: boolean }} list Only the account's list has service endpoints.
 * @returns {ListQuery}
 */
export function parseListQuery(parameters, { isOfUser }) {
  return {
    pageSize: parsePageSize(parameters.get('page_size')),
    from: parameters.get('from'),
    to: parameters.get('to'),
    sessionType: parseSessionType(parameters.get('session_type'), isOfUser),
    phoneNumber: parsePhoneNumber(parameters.get('phone_number')),
    filterType: parseFilterType(parameters.get('filter_type')),
  };
}

/** @param {string | null} text @param {boolean} isOfUser */
function parseSessionType(text, isOfUser) {
  const type = SESSION_TYPES.find((known) => known === (text ?? 'user'));
  if (!type || (isOfUser && type === 'service_endpoint')) throw invalidSessionType();
  return type;
}

/** @param {string | null} text */
function parsePhoneNumber(text) {
  if (text === null) return null;
  if (/^\+?\d+$/.test(text)) return text.replace('+', '');
  throw validationFailed({ field: 'phone_number', message: '"phone_number" must be digits.' });
}

/** @param {string | null} text */
function parseFilterType(text) {
  const type = FILTER_TYPES.find((known) => known === (text ?? 'last_message_time'));
  if (type) return type;
  const message = `"filter_type" must be one of ${FILTER_TYPES.join(', ')}.`;
  throw validationFailed({ field: 'filter_type', message });
}
