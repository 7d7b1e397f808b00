/**
 * What the tests of generated accounts share.
 * @module
 */
import { createClocked, idsOf, MINUTE, readSessions } from './support.js';

/** @import { SimulatorOptions, Simulator } from '../../simulator/index.js' */
/** @import { AccountSettings } from '../../simulator/account/settings.js' */

export const HOUR = 60 * MINUTE;

/** @type {AccountSettings} */
export const ACCOUNT = {
  sessions: 80,
  messages: 2_000,
  days: 100,
  liveSessions: 40,
  liveMessages: 800,
  liveHours: 10,
};

/** Sessions with few messages. */
export const SPARSE = { account: { ...ACCOUNT, sessions: 300 } };

/** @param {SimulatorOptions} [options] */
export const createAccount = (options) => createClocked({ account: ACCOUNT, ...options });

/** @param {number} ms */
export const iso = (ms) => new Date(ms).toISOString().replace('.000Z', 'Z');

/** All sessions with a last message of the past 30 days, or another range. */
export const ALL = { session_type: 'all', page_size: 100 };

/** @param {Simulator} simulator @param {import('./support.js').Query} [query] */
export const listed = async (simulator, query) =>
  idsOf(await readSessions(simulator, { ...ALL, ...query })).sort();

/**
 * What a list should have: the sessions with a message that fulfills a condition.
 * @param {Simulator} simulator
 * @param {(message: { at: number, isLast: boolean }) => boolean} condition
 */
export function expected(simulator, condition) {
  /** @type {Map<string, { at: number }[]>} */
  const bySession = new Map();
  for (const known of simulator.shown()) {
    const messages = bySession.get(known.session_id) ?? [];
    bySession.set(known.session_id, [...messages, known]);
  }
  return [...bySession]
    .filter(([, messages]) =>
      messages.some(({ at }, n) => condition({ at, isLast: n === messages.length - 1 })),
    )
    .map(([id]) => id)
    .sort();
}
