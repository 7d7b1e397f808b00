/**
 * What the lists know of one session of the account.
 * @module
 */

/**
 * The messages of a session at one time, oldest first.
 * @typedef {object} View
 * @property {number} size
 * @property {(index: number) => number} timeAt Milliseconds since 1970; never decreases as `index` grows.
 * @property {(index: number) => boolean} isThere Whether the message can be seen.
 * @property {(index: number) => boolean} isIncoming
 * @property {(index: number) => boolean} isCounted Whether it counts as the last message, if some do not.
 * @property {(index: number) => number} openedAt When someone opened the session because of it.
 */

/**
 * @typedef {object} Member
 * @property {string} id
 * @property {import('../wire.js').SessionType} type
 * @property {readonly string[]} users The ids of the users whose lists have it.
 * @property {() => import('../wire.js').Participant[]} participants
 * @property {(at: number) => View} viewAt
 * @property {(at: number) => number} changesAfter The next time at which `viewAt` may be another one.
 */

/**
 * The greatest index that fulfills a condition and is there; -1 if there is none.
 * @param {View} view
 * @param {(index: number) => boolean} [condition]
 */
export function lastIndex({ size, isThere }, condition = () => true) {
  let index = size - 1;
  while (index >= 0 && !(isThere(index) && condition(index))) index -= 1;
  return index;
}
