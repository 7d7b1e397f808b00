/**
 * Generates messages of every kind.
 * @module
 */
import { leastBytes } from './media.js';
import { createRandom } from './random.js';
import { writeText } from './text.js';

/** @typedef {import('./wire.js').SmsMessage} SmsMessage */
/** @typedef {import('./wire.js').Party} Party */

const INCOMING_SHARE = 0.5;

/**
 * Message `index` of a session: a pure function of its arguments.
 * @param {object} place
 * @param {number} place.seed
 * @param {string} place.session
 * @param {number} place.index
 * @param {number} place.time
 * @param {import('./download.js').Downloads} downloads
 * @returns {SmsMessage}
 */
export function writeMessage({ seed, session, index, time }, downloads) {
  const random = createRandom(seed, session, index);
  const incoming = random.chance(INCOMING_SHARE);
  const attachments = random.chance(0.15) ? writeAttachments(random, downloads) : [];
  const recipients = random.chance(0.1) ? 2 + random.below(9) : 1;

  /** @type {SmsMessage} */
  const message = {
    attachments,
    date_time: formatTime(time),
    direction: writeDirection(random, incoming),
    message: writeText(random),
    // The index makes it unique.
    message_id: `IQ-${random.identifier(16)}${index.toString(36).padStart(6, '0')}`,
    delivery_status: incoming ? 'received' : random.pick(OUTGOING_STATUSES),
    message_type: writeType(random, attachments.length > 0, recipients > 1),
    sender: incoming ? writeCustomer(random) : writeColleague(random),
    to_members: Array.from({ length: recipients }, (_, i) =>
      incoming && i === 0 ? writeColleague(random) : writeCustomer(random),
    ),
  };
  return random.chance(0.05) ? loseField(random, message) : message;
}

/**
 * Whether message `index` of a session comes from outside, without generating the rest of it.
 * @param {{ seed: number, session: string, index: number }} place
 */
export const isIncoming = ({ seed, session, index }) =>
  createRandom(seed, session, index).chance(INCOMING_SHARE);

/** @param {number} time */
export const formatTime = (time) => `${new Date(time).toISOString().slice(0, -'.000Z'.length)}Z`;

const OUTGOING_STATUSES = /** @type {const} */ ([
  'delivered',
  'delivered',
  'delivered',
  'sent',
  'failed_to_send',
  'failed_to_deliver',
  'unknown',
]);

const LOSABLE_FIELDS = /** @type {const} */ ([
  'attachments',
  'direction',
  'message',
  'delivery_status',
  'message_type',
  'sender',
  'to_members',
]);

// The specified types, and JPG/JPEG from the documented sample.
const FILES = /** @type {const} */ ([
  ['JPG', 'jpg'],
  ['JPG/JPEG', 'jpg'],
  ['PNG', 'png'],
  ['GIF', 'gif'],
  ['AUDIO', 'mp3'],
  ['VIDEO', 'mp4'],
  ['OTHER', 'vcf'],
]);

// Includes a type that no specification knows yet.
const OWNER_TYPES = /** @type {const} */ ([
  'user',
  'user',
  'user',
  'callQueue',
  'autoReceptionist',
  'sharedLineGroup',
  'serviceEndpoint',
  'virtualAgent',
]);

const NAMES = /** @type {const} */ (['Ada Moreau', 'Björn Åkesson', '李小龍', 'Noor Haddad', '']);

/**
 * Most fields are not marked as required: each may be absent or null.
 * @param {import('./random.js').Random} random
 * @param {SmsMessage} message
 * @returns {SmsMessage}
 */
function loseField(random, message) {
  const field = random.pick(LOSABLE_FIELDS);
  if (random.chance(0.5)) return { ...message, [field]: null };
  const { [field]: _, ...rest } = message;
  return rest;
}

/**
 * Related endpoints document lower case.
 * @param {import('./random.js').Random} random
 * @param {boolean} incoming
 */
function writeDirection(random, incoming) {
  const direction = incoming ? 'In' : 'Out';
  return random.chance(0.03) ? direction.toLowerCase() : direction;
}

/**
 * @param {import('./random.js').Random} random
 * @param {boolean} multimedia
 * @param {boolean} group
 */
function writeType(random, multimedia, group) {
  // One beyond the documented numbers: Zoom added one within a year.
  if (random.chance(0.01)) return 7;
  if (group) return multimedia ? 4 : 3;
  if (multimedia) return 2;
  return random.pick(/** @type {const} */ ([1, 1, 1, 1, 1, 1, 5, 6]));
}

/**
 * @param {import('./random.js').Random} random
 * @param {import('./download.js').Downloads} downloads
 */
function writeAttachments(random, downloads) {
  const count = random.chance(0.8) ? 1 : 2 + random.below(9);
  return Array.from({ length: count }, () => {
    const [type, extension] = random.pick(FILES);
    const id = random.identifier(22);
    const name = `${random.identifier(22)}.${extension}`;
    return downloads.link({ id, name, size: leastBytes(extension) + random.below(300_000), type });
  });
}

/** @param {import('./random.js').Random} random */
function writeColleague(random) {
  return {
    ...writeCustomer(random),
    owner: { id: random.identifier(22), type: random.pick(OWNER_TYPES) },
  };
}

/**
 * Someone outside the account: without an owner, and often without a name.
 * @param {import('./random.js').Random} random
 * @returns {Party}
 */
function writeCustomer(random) {
  // 555-0100 to 555-0199 are reserved for fiction in every North American area code.
  const area = 201 + random.below(700);
  const phone_number = `1${area}55501${String(random.below(100)).padStart(2, '0')}`;
  if (random.chance(0.2)) return { phone_number };
  return { phone_number, display_name: random.chance(0.05) ? null : random.pick(NAMES) };
}
