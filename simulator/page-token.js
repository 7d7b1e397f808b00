/**
 * `next_page_token`: stateless, bound to one session and one query, good for 15 minutes.
 * @module
 */
import { createHmac } from 'node:crypto';
import { invalidPageToken } from './api-error.js';

const LIFETIME = 15 * 60 * 1000;

/**
 * @typedef {object} Place Where a page begins.
 * @property {number} index The message to go on from.
 * @property {number} asOf When the first page was asked for: "the past 30 days" must not move
 *   between two pages of one list.
 */

/**
 * @param {{ key: string, now: () => number }} context
 */
export function createPageTokens({ key, now }) {
  /** @param {string} text */
  const sign = (text) => createHmac('sha256', key).update(text).digest('base64').slice(0, 22);

  return {
    /**
     * @param {Place} place
     * @param {unknown} list The session and query the token belongs to.
     */
    issue({ index, asOf }, list) {
      const payload = [index, asOf, now()].map((number) => number.toString(36)).join('.');
      // The plus sign is on purpose: a client that does not encode its query sends a space.
      return `${payload}+${sign(payload + JSON.stringify(list))}==`;
    },

    /**
     * @param {string} token
     * @param {unknown} list
     * @returns {Place}
     */
    read(token, list) {
      const [payload = '', signature] = token.split(/\+(.*)/s);
      const [index = 0, asOf = 0, issuedAt = 0] = payload.split('.').map((t) => parseInt(t, 36));
      const genuine = signature === `${sign(payload + JSON.stringify(list))}==`;
      if (!genuine || now() - issuedAt > LIFETIME) throw invalidPageToken();
      return { index, asOf };
    },
  };
}
