/**
 * `next_page_token`: bound to one list and one query, valid for 15 minutes.
 * @module
 */
import { createHmac } from 'node:crypto';
import { invalidPageToken } from './api-error.js';

/**
 * @typedef {object} Place Where a page begins.
 * @property {number} at The next message, or the number of messages before it.
 * @property {number} asOf When the first page was requested: "the past 30 days" must not move
 *   between two pages of one list.
 * @property {number} empty The number of empty pages so far at this position.
 * @property {number} [tie] Which of several items with the same `at` is the last one before the page.
 */

/**
 * @typedef {object} PageTokenSwitches
 * @property {number} pageTokenLifetimeMs
 * @property {keyof typeof TOKEN_ORDERS} pageTokens
 */

/**
 * @param {object} context
 * @param {string} context.key
 * @param {() => number} context.now
 * @param {import('./switch-board.js').Switched<PageTokenSwitches>} context.switches
 */
export function createPageTokens({ key, now, switches }) {
  /** @param {string} text */
  const sign = (text) => createHmac('sha256', key).update(text).digest('base64').slice(0, 22);

  return {
    /**
     * @param {Place} place
     * @param {unknown} list The list and query the token belongs to.
     */
    issue({ at, asOf, empty, tie }, list) {
      const numbers = [at, asOf, now(), ...(empty === 0 && tie === undefined ? [] : [empty])];
      if (tie !== undefined) numbers.push(tie);
      const payload = numbers.map((number) => number.toString(36)).join('.');
      // The plus sign is deliberate: a client that does not encode its query sends a space.
      return `${payload}+${sign(payload + JSON.stringify(list))}==`;
    },

    /**
     * @param {string} token
     * @param {unknown} list
     * @returns {Place}
     */
    read(token, list) {
      const [payload = '', signature] = token.split(/\+(.*)/s);
      const numbers = payload.split('.').map((text) => parseInt(text, 36));
      const [at = 0, asOf = 0, issuedAt = 0, empty = 0, tie] = numbers;
      const genuine = signature === `${sign(payload + JSON.stringify(list))}==`;
      if (!genuine || now() - issuedAt > switches.values.pageTokenLifetimeMs) {
        throw invalidPageToken();
      }
      return { at, asOf, empty, ...(tie !== undefined && { tie }) };
    },

    /**
     * The token to return: the fresh one, unless `pageTokens` says otherwise.
     * @param {{ sent: string | undefined, fresh: string, list: unknown }} page
     */
    choose({ sent, fresh, list }) {
      /** @type {Map<string, string>} */
      const memory = switches.state('pageTokens', () => new Map());
      const order = TOKEN_ORDERS[switches.values.pageTokens];
      return order({ sent, fresh, list: JSON.stringify(list), memory });
    },
  };
}

/**
 * @typedef {object} TokenStep
 * @property {string | undefined} sent The token of the request.
 * @property {string} fresh The token of the next page; empty on the last page.
 * @property {string} list
 * @property {Map<string, string>} memory A token of each list.
 */

export const TOKEN_ORDERS = {
  /** @param {TokenStep} step */
  ordinary: ({ fresh }) => fresh,

  /** The second page of a list returns its own token again, once. @param {TokenStep} step */
  repeat({ sent, fresh, list, memory }) {
    if (sent === undefined || memory.has(list)) return fresh;
    memory.set(list, sent);
    return sent;
  },

  /** The third page and the last one lead back to the second page. @param {TokenStep} step */
  cycle({ sent, fresh, list, memory }) {
    if (sent === undefined) {
      memory.set(list, fresh);
      return fresh;
    }
    const first = memory.get(list) ?? sent;
    return sent === first && fresh !== '' ? fresh : first;
  },
};
