/**
 * The settings of a generated account.
 * @module
 */
import { hasOnly, isPositive, isProbability, isWhole, toNumber } from '../switch-values.js';

/**
 * @typedef {object} AccountSettings
 * @property {number} sessions How many there are.
 * @property {number} messages How many there are when the simulator begins; at least one for each session.
 * @property {number} [days] The age of the oldest message. Default 365.
 * @property {number} [users] Default 20.
 * @property {number} [broadcast] How many sessions have a message in one and the same second, six hours before the
 *   simulator begins; for most it is their last one. Default 0.
 * @property {number} [liveSessions] How many sessions get messages while the clock runs. Every fourth of them
 *   begins then. Default 0.
 * @property {number} [liveMessages] How many messages they get. Default: ten for each.
 * @property {number} [liveHours] In how many hours. Default 24.
 * @property {number} [deleted] The share of sessions that are deleted in these hours. Default 0.
 * @property {number} [reopened] The share of deleted sessions that may get messages afterwards. Default 0.
 */

/** So that a command line cannot fill the memory. */
const MAX_SESSIONS = 100_000;
const MAX_MESSAGES = 10_000_000;

/** @param {number} max */
const upTo = (max) => (/** @type {unknown} */ value) => isPositive(value) && Number(value) <= max;

const FIELDS = {
  sessions: upTo(MAX_SESSIONS),
  messages: upTo(MAX_MESSAGES),
  days: upTo(10_000),
  users: upTo(MAX_SESSIONS),
  broadcast: isWhole,
  liveSessions: isWhole,
  liveMessages: isWhole,
  liveHours: isPositive,
  deleted: isProbability,
  reopened: isProbability,
};

/** @param {unknown} value */
function isAccount(value) {
  if (!hasOnly(value, FIELDS, ['sessions', 'messages'])) return false;
  const { sessions, messages, broadcast = 0, liveSessions = 0 } = value;
  const { liveMessages = Number(liveSessions) * 10 } = value;
  return (
    Number(messages) >= Number(sessions) &&
    Number(broadcast) <= Number(sessions) &&
    Number(liveSessions) <= Number(sessions) &&
    Number(liveMessages) >= Number(liveSessions) &&
    Number(liveMessages) <= MAX_MESSAGES
  );
}

/** @type {import('../switch-board.js').ValueKind} */
export const account = {
  what: `null, or { ${Object.keys(FIELDS).join(', ')} } with at most ${MAX_SESSIONS} sessions and no session without a message`,
  hint: '<name>=<number>[,<name>=<number>...]',
  accepts: (value) => value === null || isAccount(value),
  parse: (text) =>
    Object.fromEntries(
      text.split(',').map((part) => {
        const [name = '', number = ''] = part.split('=');
        return [name, toNumber(number)];
      }),
    ),
};
