/**
 * Messages that are deleted while a session is being read.
 * @module
 */
import { createPageCounter } from './page-counter.js';
import { createRandom } from './random.js';

/**
 * @typedef {object} DeletedMessages
 * @property {number} count How many are deleted at once.
 * @property {number} [after] The number of pages of the session before that. Default 0.
 * @property {number} [every] Deletes as many again after each further number of pages. Default 0:
 *   never.
 * @property {'oldest' | 'newest' | 'any'} [at] Default `oldest`.
 */

/**
 * @param {object} context
 * @param {number} context.seed
 * @param {import('./switch-board.js').Switched<{ deletedMessages: DeletedMessages | null }>} context.switches
 */
export function createDeletedMessages({ seed, switches }) {
  const { answered, pageAnswered } = createPageCounter(switches, 'deletedMessages');

  return {
    pageAnswered,

    /**
     * The session without the messages deleted so far. The others keep their indexes.
     * @param {string} id
     * @param {import('./page.js').Session} session
     * @returns {import('./page.js').Session}
     */
    removeFrom(id, session) {
      const { deletedMessages } = switches.values;
      if (!deletedMessages) return session;

      const { count, after = 0, every = 0, at = 'oldest' } = deletedMessages;
      const pages = answered(id);
      if (pages < after) return session;
      const times = 1 + (every > 0 ? Math.floor((pages - after) / every) : 0);
      const isGone = choose[at]({ seed, id, size: session.size, total: count * times });
      return { ...session, isThere: (i) => !isGone(i) && (session.isThere?.(i) ?? true) };
    },
  };
}

/** @typedef {{ seed: number, id: string, size: number, total: number }} Choice */

const choose = {
  /** @param {Choice} choice */
  oldest:
    ({ total }) =>
    (/** @type {number} */ i) =>
      i < total,

  /** @param {Choice} choice */
  newest:
    ({ size, total }) =>
    (/** @type {number} */ i) =>
      i >= size - total,

  /** A larger total includes the messages of a smaller one. @param {Choice} choice */
  any({ seed, id, size, total }) {
    const gone = new Set();
    for (let i = 0; i < total && size > 0; i += 1) {
      gone.add(createRandom(seed, id, 'deleted', i).below(size));
    }
    return (/** @type {number} */ i) => gone.has(i);
  },
};
