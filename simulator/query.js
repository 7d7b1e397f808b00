/**
 * The query of a session request, checked.
 * @module
 */
import { pageNumberNotPositive, validationFailed } from './api-error.js';

const DEFAULT_PAGE_SIZE = 30;
const MAX_PAGE_SIZE = 100;
const DELIVERY_STATUSES = [
  'all',
  'received',
  'delivered',
  'failed_to_send',
  'sent',
  'failed_to_deliver',
  'unknown',
];

/**
 * Everything except the page token. It must stay the same from page to page.
 * @typedef {object} Query
 * @property {number} pageSize
 * @property {string | null} from
 * @property {string | null} to
 * @property {1 | 2} sort
 * @property {string} deliveryStatus
 */

/**
 * Ignores unknown names, like most servers. Of a repeated name, the first value counts.
 * @param {URLSearchParams} parameters
 * @param {import('./policies.js').Policies} policies
 * @returns {Query}
 */
export function parseQuery(parameters, { defaultSort }) {
  return {
    pageSize: parsePageSize(parameters.get('page_size')),
    from: parameters.get('from'),
    to: parameters.get('to'),
    sort: parseSort(parameters.get('sort')) ?? defaultSort,
    deliveryStatus: parseDeliveryStatus(parameters.get('delivery_status')),
  };
}

/** @param {string | null} text */
export function parsePageSize(text) {
  if (text === null) return DEFAULT_PAGE_SIZE;
  if (!/^-?\d+$/.test(text)) {
    throw validationFailed({ field: 'page_size', message: '"page_size" must be an integer.' });
  }
  const size = Number(text);
  if (size < 1) throw pageNumberNotPositive();
  if (size > MAX_PAGE_SIZE) {
    const message = `"page_size" must be at most ${MAX_PAGE_SIZE}.`;
    throw validationFailed({ field: 'page_size', message });
  }
  return size;
}

/** @param {string | null} text */
function parseSort(text) {
  if (text === null) return undefined;
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw validationFailed({ field: 'sort', message: '"sort" must be 1 or 2.' });
}

/** @param {string | null} text */
function parseDeliveryStatus(text) {
  if (text === null) return 'all';
  if (DELIVERY_STATUSES.includes(text)) return text;
  const message = `"delivery_status" must be one of ${DELIVERY_STATUSES.join(', ')}.`;
  throw validationFailed({ field: 'delivery_status', message });
}
