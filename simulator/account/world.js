/**
 * A generated account: many sessions whose messages are computed on demand.
 * @module
 */
import { isIncoming, writeMessage } from '../message.js';
import { createRandom, hashNumbers } from '../random.js';
import { lastIndex } from './member.js';
import { createStaff, customersOf } from './staff.js';
import { createTimeline, nextChange, viewOf } from './timeline.js';

/** @typedef {import('../wire.js').Participant} Participant */
/** @typedef {import('../wire.js').Party} Party */

/** Every so many of the sessions that get messages begin with them. */
const BEGINNING = 4;

const DEFAULTS = {
  ...{ days: 365, users: 20, broadcast: 0 },
  ...{ liveSessions: 0, liveHours: 24, deleted: 0, reopened: 0 },
};

/**
 * A message as the simulator knows it.
 * @typedef {object} Known
 * @property {string} session_id
 * @property {string} message_id
 * @property {number} at Its date, in milliseconds since 1970.
 * @property {number} visibleAt
 * @property {number} goneAt Infinity: never.
 */

/**
 * @param {object} context
 * @param {number} context.seed
 * @param {number} context.start When the simulator begins, in whole seconds.
 * @param {import('./settings.js').AccountSettings} context.settings
 * @param {() => { min: number, max: number }} context.delay How long after its date a message is visible.
 * @param {import('../download.js').Downloads} context.downloads
 */
export function createWorld({ seed, start, settings: given, delay, downloads }) {
  const liveMessages = (given.liveSessions ?? 0) * 10;
  const settings = { ...DEFAULTS, liveMessages, ...given };
  const { past, live } = countMessages(seed, settings);
  const staff = createStaff(seed, settings.users, start);
  const partiesOf = createParties(seed);
  const sessions = Array.from({ length: settings.sessions }, (_, number) => createSession(number));
  const byId = new Map(sessions.map((session) => [session.member.id, session]));

  return {
    users: staff.users,
    members: sessions.map(({ member }) => member),

    /**
     * A session with the messages that are dated until then; undefined if none can be seen.
     * @param {string} id
     * @param {number} at
     * @returns {import('../page.js').Session | undefined}
     */
    find(id, at) {
      const session = byId.get(id);
      const view = session?.member.viewAt(at);
      if (!session || !view || lastIndex(view) < 0) return undefined;
      const { size, timeAt, isThere } = view;
      return { size, timeAt, isThere, messageAt: session.messageAt };
    },

    /**
     * Every message that was ever visible until then, session after session, each oldest first.
     * @param {number} at
     * @param {string} [id] Of one session alone.
     * @returns {Generator<Known>}
     */
    *shown(at, id) {
      for (const session of id === undefined ? sessions : [byId.get(id)]) {
        if (!session) throw new RangeError(`The account has no session '${id}'.`);
        const { timeline, member } = session;
        const { size } = member.viewAt(at);
        for (let i = 0; i < size; i += 1) {
          const visibleAt = timeline.visibleAt(i);
          const time = timeline.timeAt(i);
          const goneAt = time <= timeline.deletedAt ? timeline.deletedAt : Infinity;
          if (visibleAt > at || visibleAt >= goneAt) continue;
          const message_id = writeId(seed, session.number, i);
          yield { session_id: member.id, message_id, at: time, visibleAt, goneAt };
        }
      }
    },
  };

  /** @param {number} number */
  function createSession(number) {
    const random = createRandom(seed, 'session', number);
    const id = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
    const counts = { past: past[number] ?? 0, live: live[number] ?? 0 };
    const timeline = createTimeline({ seed, number, ...counts }, settings, start, delay);
    const extension = staff.extensionOf(number);
    const key = hashNumbers(seed, number, 13);
    const comesIn = (/** @type {number} */ index) => isIncoming({ seed, session: id, index });
    const participants = () => [extension.party, ...customersOf(seed, number)];

    /** @type {import('./member.js').Member} */
    const member = {
      ...{ id, type: extension.type, users: extension.users, participants },
      viewAt: (at) => viewOf(timeline, at, comesIn, key),
      changesAfter: (at) => nextChange(timeline, at, delay().max),
    };

    /** @param {number} index @returns {import('../wire.js').SmsMessage} */
    function messageAt(index) {
      const place = { seed, session: id, index, time: timeline.timeAt(index) };
      const message = writeMessage(place, downloads);
      const { own, customer, customers, others } = partiesOf(number, extension.party);
      const [sender, to] = comesIn(index) ? [customer, [own, ...others]] : [own, customers];
      return {
        ...message,
        message_id: writeId(seed, number, index),
        // Absent and null stay so.
        ...(message.sender && { sender }),
        ...(message.to_members && { to_members: to }),
      };
    }
    return { number, member, timeline, messageAt };
  }
}

/**
 * The two sides of a session. Those of the one asked for last are kept: its messages are read one after the other.
 * @param {number} seed
 */
function createParties(seed) {
  let last = -1;
  /** @type {Party[]} */
  let customers = [];
  return (/** @type {number} */ number, /** @type {Participant} */ extension) => {
    if (number !== last) customers = customersOf(seed, number).map(asParty);
    last = number;
    const own = asParty(extension);
    const [customer = own, ...others] = customers;
    return { own, customer, customers, others };
  };
}

/**
 * A party of a message: without what only lists tell.
 * @param {Participant} participant
 * @returns {Party}
 */
function asParty({ is_session_owner, extension_status, extension_deleted_time, ...party }) {
  return party;
}

/**
 * Unique in the account, and in the form of Zoom's.
 * @param {number} seed
 * @param {number} session
 * @param {number} index
 */
function writeId(seed, session, index) {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(hashNumbers(seed, session, index, 14), 0);
  bytes.writeUInt32BE(hashNumbers(seed, session, index, 15), 4);
  bytes.writeUInt32BE(session, 8);
  bytes.writeUInt32BE(index, 12);
  return `IQ-${bytes.toString('base64url')}`;
}

/**
 * How many messages each session has before and after the beginning: at least one, some have fifty times as
 * many as others.
 * @param {number} seed
 * @param {Required<import('./settings.js').AccountSettings>} settings
 */
function countMessages(seed, { sessions, messages, liveSessions, liveMessages }) {
  const lively = new Map(
    Array.from({ length: liveSessions }, (_, n) => [Math.floor((n * sessions) / liveSessions), n]),
  );
  const isNew = (/** @type {number} */ s) => (lively.get(s) ?? 0) % BEGINNING === BEGINNING - 1;
  const all = Array.from({ length: sessions }, (_, s) => s);
  const old = all.filter((s) => !isNew(s));
  return {
    past: share(seed, sessions, old, messages),
    live: share(seed + 1, sessions, [...lively.keys()], liveMessages),
  };
}

/**
 * Shares messages among some of the sessions.
 * @param {number} seed
 * @param {number} sessions
 * @param {readonly number[]} some
 * @param {number} messages
 */
function share(seed, sessions, some, messages) {
  const counts = new Uint32Array(sessions);
  const weights = some.map((s) => 1 / (0.02 + hashNumbers(seed, s, 16) / 2 ** 32));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const rest = messages - some.length;
  let sum = 0;
  some.forEach((s, n) => {
    const before = Math.floor((sum / total) * rest);
    sum += weights[n] ?? 0;
    // The last one gets what rounding has left.
    const until = n === some.length - 1 ? rest : Math.floor((sum / total) * rest);
    counts[s] = 1 + until - before;
  });
  return counts;
}
