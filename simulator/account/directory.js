/**
 * The sessions of the account at one time. Only what has changed since is computed again.
 * @module
 */
import { lastIndex } from './member.js';

/** How many messages back someone may still open the session because of one. */
const OPENINGS = 3;

/**
 * @typedef {object} Entry
 * @property {import('./member.js').Member} member
 * @property {number} number Its place among all sessions, for a fixed order.
 * @property {import('./member.js').View} view
 * @property {number} lastAt When its last message is dated; NaN if it has no messages.
 * @property {number} countedAt The same of the messages that count, if some do not.
 * @property {number} openedAt When it was last accessed, if that includes someone opening it.
 * @property {number} changesAt
 */

/** @type {import('./member.js').View} */
const NOTHING = {
  size: 0,
  timeAt: () => Number.NaN,
  isThere: () => false,
  isIncoming: () => false,
  isCounted: () => false,
  openedAt: () => Number.NaN,
};

/** @param {readonly import('./member.js').Member[]} members */
export function createDirectory(members) {
  /** @type {Entry[]} */
  const entries = members.map((member, number) => ({
    ...{ member, number, view: NOTHING },
    ...{ lastAt: Number.NaN, countedAt: Number.NaN, openedAt: Number.NaN, changesAt: -Infinity },
  }));
  let asOf = -Infinity;

  /**
   * The sessions at a time, those without messages included.
   * @param {number} at
   * @returns {readonly Entry[]}
   */
  return (at) => {
    const isBack = at < asOf;
    for (const entry of entries) {
      if (isBack || entry.changesAt <= at) update(entry, at);
    }
    asOf = at;
    return entries;
  };
}

/** @param {Entry} entry @param {number} at */
function update(entry, at) {
  const view = entry.member.viewAt(at);
  const last = lastIndex(view);
  const counted = lastIndex(view, view.isCounted);
  entry.view = view;
  entry.lastAt = last < 0 ? Number.NaN : view.timeAt(last);
  entry.countedAt = counted < 0 ? entry.lastAt : view.timeAt(counted);
  entry.openedAt = entry.lastAt;
  entry.changesAt = entry.member.changesAfter(at);
  for (let i = Math.max(last - OPENINGS + 1, 0); i <= last; i += 1) {
    if (!view.isThere(i)) continue;
    const opened = view.openedAt(i);
    if (opened <= at) entry.openedAt = Math.max(entry.openedAt, opened);
    else entry.changesAt = Math.min(entry.changesAt, opened);
  }
}
