/**
 * The sessions with names as sessions of an account: whose they are.
 * @module
 */

/** @typedef {import('../wire.js').Participant} Participant */

/** The users of the account. @type {readonly import('./people.js').User[]} */
export const NAMED_USERS = [
  {
    id: 'Zt4eHn91QkGbX6wUoPs2Cg',
    email: 'maya@simulator.example',
    name: 'Maya Lindqvist (Riverside Cycles)',
    phoneNumber: '12065550121',
  },
  {
    id: 'DnEopNmXQEGU2uvvzjgojw',
    email: 'test@simulator.example',
    name: 'test api',
    phoneNumber: '18108001001',
  },
];

const MAYA = NAMED_USERS[0]?.id ?? '';
const TESTER = NAMED_USERS[1]?.id ?? '';

/**
 * Whose a session is. `extension` is its owner if the messages do not tell.
 * @typedef {object} Listed
 * @property {string} id
 * @property {import('../wire.js').SessionType} type
 * @property {string[]} users
 * @property {Participant} [extension]
 */

/** @type {readonly Listed[]} */
export const LISTED = [
  // The queue of the demo has one member.
  { id: 'demo', type: 'call_queue', users: [MAYA] },
  { id: 'odd/id ?#%✓', type: 'call_queue', users: [MAYA] },
  { id: '35ccd84704253f5f793d0a721c7fe655', type: 'user', users: [TESTER] },
  {
    id: 'history-1000',
    type: 'user',
    users: [MAYA],
    extension: extension('12065550121', 'Maya Lindqvist', 'user', MAYA),
  },
  {
    id: 'history-365',
    type: 'user',
    users: [],
    extension: {
      ...extension('12065550133', 'Tomas Berg', 'user', 'h8KxQ2sRTd6vYwB0mLc5Zg'),
      extension_status: 'deleted',
      extension_deleted_time: '2022-10-14T22:10:54Z',
    },
  },
  {
    id: 'edge-200',
    type: 'auto_receptionist',
    users: [],
    extension: {
      ...extension('12065550102', 'Front door', 'autoReceptionist', 'Pw3uJf7aQmS1eXr9GhT4yA'),
      extension_status: 'inactive',
    },
  },
  {
    id: 'burst-120',
    type: 'service_endpoint',
    users: [],
    extension: extension('12065550104', 'Reminders', 'serviceEndpoint', 'Lk6oVn2bCzD8iUq5EsW0tQ'),
  },
];

/**
 * @param {string} phone_number
 * @param {string} display_name
 * @param {string} type
 * @param {string} id
 * @returns {Participant}
 */
function extension(phone_number, display_name, type, id) {
  return { phone_number, display_name, owner: { id, type }, is_session_owner: true };
}

/**
 * @param {(id: string) => import('../page.js').Session | undefined} findSession
 * @returns {import('./member.js').Member[]}
 */
export function listNamed(findSession) {
  return LISTED.map(({ id, type, users, extension }) => ({
    id,
    type,
    users,
    participants: () => readParticipants(viewOf(findSession(id)), extension),
    viewAt: () => viewOf(findSession(id)),
    // Their late and deleted messages are counted in pages, not dated: what is there may change at any time.
    changesAfter: () => -Infinity,
  }));
}

/** @param {import('../page.js').Session | undefined} session */
function viewOf(session) {
  if (!session) throw new Error('A session that is listed must exist.');
  const { size, timeAt, messageAt, isThere = () => true } = session;
  return {
    size,
    timeAt,
    messageAt,
    isThere,
    isIncoming: (/** @type {number} */ i) => messageAt(i).direction?.toLowerCase() === 'in',
    isCounted: (/** @type {number} */ i) => i % 5 !== 2,
    openedAt: timeAt,
  };
}

/**
 * The parties of the first message that has both sides, and which of them is the account's.
 * @param {ReturnType<typeof viewOf>} view
 * @param {Participant} [extension] The account's side, if it is not one of them.
 * @returns {Participant[]}
 */
function readParticipants({ size, messageAt }, extension) {
  for (let i = 0; i < size; i += 1) {
    const { sender, to_members } = messageAt(i);
    if (!sender || !to_members) continue;
    const parties = [sender, ...to_members.slice(0, 9)].map(({ display_name, ...party }) => ({
      ...party,
      ...(typeof display_name === 'string' && { display_name }),
    }));
    const customers = parties.filter(({ owner }) => !owner);
    if (extension) return [extension, ...customers.slice(0, 9)];
    const own = parties.findIndex(({ owner }) => owner);
    return parties.map((party, n) => ({ ...party, is_session_owner: n === own }));
  }
  return extension ? [extension] : [];
}
