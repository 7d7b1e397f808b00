/**
 * The extensions of a generated account, and the customers who write to them.
 * @module
 */
import { DAY } from '../date-range.js';
import { formatTime } from '../message.js';
import { createRandom, hashNumbers } from '../random.js';

/** @typedef {import('../wire.js').Participant} Participant */
/** @typedef {import('../wire.js').SessionType} SessionType */

/** @typedef {{ type: SessionType, party: Participant, users: string[] }} Extension */

const QUEUES = 4;
const RECEPTIONISTS = 2;
const DELETED = 10;
const INACTIVE = 15;

/** How many of a hundred sessions are whose. @type {readonly [SessionType, number][]} */
const SHARES = [
  ['user', 70],
  ['call_queue', 85],
  ['auto_receptionist', 95],
  ['service_endpoint', 100],
];

const OWNER_TYPES = {
  user: 'user',
  call_queue: 'callQueue',
  auto_receptionist: 'autoReceptionist',
  service_endpoint: 'serviceEndpoint',
};

/**
 * @param {number} seed
 * @param {number} count How many users.
 * @param {number} start When the simulator begins.
 */
export function createStaff(seed, count, start) {
  const all = Array.from({ length: count }, (_, n) => createUser(seed, n));
  const extensions = {
    user: all.map((user, n) => userExtension(user, n, start)),
    call_queue: number(QUEUES).map((n) => ({
      ...other('call_queue', n, 'Queue', seed),
      users: all.filter((_, user) => user % QUEUES === n).map(({ id }) => id),
    })),
    auto_receptionist: number(RECEPTIONISTS).map((n) =>
      other('auto_receptionist', n, 'Receptionist', seed),
    ),
    service_endpoint: [other('service_endpoint', 0, 'Service', seed)],
  };

  return {
    /** The users who can be asked for: deleted ones cannot. */
    users: all.filter((_, n) => !isDeleted(n)),

    /**
     * Whose a session is.
     * @param {number} session
     * @returns {Extension}
     */
    extensionOf(session) {
      const percent = hashNumbers(seed, session, 11) % 100;
      const [type = 'user'] = SHARES.find(([, below]) => percent < below) ?? [];
      const list = extensions[type];
      const extension = list[hashNumbers(seed, session, 12) % list.length];
      if (!extension) throw new RangeError(`There is no extension of type ${type}.`);
      return extension;
    },
  };
}

/**
 * Who writes to the account in a session: one, or in every tenth session a group.
 * @param {number} seed
 * @param {number} session
 * @returns {Participant[]}
 */
export function customersOf(seed, session) {
  const random = createRandom(seed, 'customers', session);
  const count = random.chance(0.1) ? 2 + random.below(8) : 1;
  return Array.from({ length: count }, (_, n) => ({
    phone_number: writeNumber(201 + random.below(700), random.below(100)),
    ...(random.chance(0.8) && { display_name: `Customer ${session}.${n}` }),
    is_session_owner: false,
  }));
}

/**
 * 555-0100 to 555-0199 are reserved for fiction in every North American area code.
 * @param {number} area
 * @param {number} last
 */
const writeNumber = (area, last) => `1${area}55501${String(last).padStart(2, '0')}`;

/** @param {number} length */
const number = (length) => Array.from({ length }, (_, n) => n);

/** @param {number} n */
const isDeleted = (n) => n % DELETED === DELETED - 1;

/** @param {number} seed @param {number} n */
function createUser(seed, n) {
  return {
    id: createRandom(seed, 'user', n).identifier(22),
    email: `user-${n}@simulator.example`,
    name: `User ${n}`,
    phoneNumber: writeNumber(201 + (Math.floor(n / 100) % 700), n % 100),
  };
}

/**
 * @param {import('./people.js').User} user
 * @param {number} n
 * @param {number} start
 * @returns {Extension}
 */
function userExtension({ id, name, phoneNumber }, n, start) {
  const status = isDeleted(n) ? 'deleted' : n % INACTIVE === INACTIVE - 1 ? 'inactive' : undefined;
  return {
    type: 'user',
    users: [id],
    party: {
      ...party(phoneNumber, name, 'user', id),
      ...(status && { extension_status: status }),
      ...(status === 'deleted' && { extension_deleted_time: formatTime(start - (n + 1) * DAY) }),
    },
  };
}

/**
 * @param {SessionType} type
 * @param {number} n
 * @param {string} name
 * @param {number} seed
 * @returns {Extension}
 */
function other(type, n, name, seed) {
  const id = createRandom(seed, type, n).identifier(22);
  const digit = Object.keys(OWNER_TYPES).indexOf(type);
  return {
    type,
    users: [],
    party: party(writeNumber(901 + digit, n), `${name} ${n}`, OWNER_TYPES[type], id),
  };
}

/**
 * @param {string} phone_number
 * @param {string} display_name
 * @param {string} type
 * @param {string} id
 * @returns {Participant}
 */
const party = (phone_number, display_name, type, id) => ({
  ...{ phone_number, display_name, owner: { id, type }, is_session_owner: true },
});
