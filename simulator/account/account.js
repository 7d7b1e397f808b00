/**
 * The account: the sessions with names, or a generated one.
 * @module
 */
import { createDirectory } from './directory.js';
import { listNamed, NAMED_USERS } from './named.js';
import { createWorld } from './world.js';

/**
 * @typedef {object} AccountSwitches
 * @property {import('./settings.js').AccountSettings | null} account
 * @property {number | { min: number, max: number }} visibleAfterMs
 * @property {number} listedAfterMs
 */

/**
 * @param {object} context
 * @param {number} context.seed
 * @param {() => number} context.now
 * @param {import('../download.js').Downloads} context.downloads
 * @param {import('../switch-board.js').Switched<AccountSwitches>} context.switches
 * @param {(id: string) => import('../page.js').Session | undefined} context.findNamed
 */
export function createAccount({ seed, now, downloads, switches, findNamed }) {
  const start = Math.floor(now() / 1000) * 1000;

  function delay() {
    const { visibleAfterMs: ms } = switches.values;
    return typeof ms === 'number' ? { min: ms, max: ms } : ms;
  }

  const world = () =>
    switches.state('account', () => {
      const { account: settings } = switches.values;
      return settings && createWorld({ seed, start, settings, delay, downloads });
    });

  /** Made again when messages become visible at other times. */
  function directory() {
    const account = world();
    const held = switches.state('visibleAfterMs', () => new Map());
    if (!held.has(account)) {
      held.clear();
      held.set(account, createDirectory(account ? account.members : listNamed(findNamed)));
    }
    return /** @type {ReturnType<typeof createDirectory>} */ (held.get(account));
  }

  return {
    /** The users who have lists. */
    users: () => world()?.users ?? NAMED_USERS,

    /** @param {string} id */
    find: (id) => world()?.find(id, now()),

    /** The sessions that the lists know. */
    entries: () => directory()(now() - switches.values.listedAfterMs),

    /**
     * Every message that a generated account has shown by now, those that have gone since included.
     * @param {string} [id] Of one session alone.
     */
    shown(id) {
      const account = world();
      if (!account)
        throw new RangeError("Only a generated account knows what it has shown: set 'account'.");
      return account.shown(now(), id);
    },
  };
}
