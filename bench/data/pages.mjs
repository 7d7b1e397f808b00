/**
 * Streams of pages as Zoom's servers send them: compact JSON, fields in the order of Zoom's example. Each
 * page of a stream is distinct and a pure function of its index, so that no cache has seen a measured input.
 *
 * @module
 */
import { createRandom } from '../../simulator/random.js';
import { identifier } from './identifier.mjs';
import { converse, passBy } from './people.mjs';
import { writeEmoji, writeText } from './texts.mjs';

/** @typedef {import('../../simulator/random.js').Random} Random */

/**
 * `docs`: ASCII, people repeat. `mixed`: the same with an emoji in 1 of 50 texts. `unique`: every person
 * is new. `unknown`: two undocumented fields in each message.
 *
 * @typedef {'docs' | 'mixed' | 'unique' | 'unknown'} Stream
 */

/** Zoom's largest page. */
export const FULL_PAGE = 100;

/** After this many pages, other people write. */
const PAGES_PER_SESSION = 4;

const EMOJI_CHANCE = 1 / 50;
const ATTACHMENT_CHANCE = 0.08;
const START = Date.UTC(2022, 2, 23);
const LATEST_GAP_S = 7200;

const encoder = new TextEncoder();

/**
 * @param {Stream} stream
 * @param {number} index of the page, from 0
 * @param {number} [size] messages on the page
 */
export function writePage(stream, index, size = FULL_PAGE) {
  const random = createRandom(stream, 'page', index);
  const people = createRandom(stream, 'session', Math.floor(index / PAGES_PER_SESSION));
  const next = stream === 'unique' ? passBy(random) : converse(people, random);
  let time = START + index * 1000;
  const sms_histories = Array.from({ length: size }, () => {
    time += 1000 * (1 + random.below(LATEST_GAP_S));
    return writeMessage(stream, random, next(), time);
  });
  const page = { next_page_token: identifier(random, 35), page_size: FULL_PAGE, sms_histories };
  return encoder.encode(JSON.stringify(page));
}

/**
 * A batch of consecutive pages.
 *
 * @param {Stream} stream
 * @param {number} first
 * @param {number} count
 * @param {number} [size]
 */
export const writePages = (stream, first, count, size) =>
  Array.from({ length: count }, (_, i) => writePage(stream, first + i, size));

/**
 * @param {Stream} stream
 * @param {Random} random
 * @param {import('./people.mjs').Turn} turn
 * @param {number} time
 */
function writeMessage(stream, random, { sender, recipients, incoming }, time) {
  const attachments = random.chance(ATTACHMENT_CHANCE) ? writeAttachments(random) : [];
  const text = writeText(random);
  const emoji = stream === 'mixed' && random.chance(EMOJI_CHANCE) ? ` ${writeEmoji(random)}` : '';
  const message = {
    attachments,
    date_time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    direction: incoming ? 'In' : 'Out',
    message: text + emoji,
    message_id: `IQ-${identifier(random, 22)}`,
    delivery_status: incoming ? 'received' : writeStatus(random),
    message_type: (recipients.length > 1 ? 3 : 1) + (attachments.length > 0 ? 1 : 0),
    sender,
    to_members: recipients,
  };
  if (stream !== 'unknown') return message;
  const { sender: from, to_members, ...start } = message;
  const carrier = { id: random.below(1000), name: `carrier ${random.below(30)}` };
  return { ...start, segments: 1 + random.below(4), sender: from, to_members, carrier };
}

/** @param {Random} random */
function writeStatus(random) {
  if (random.chance(0.95)) return 'delivered';
  return random.pick(/** @type {const} */ (['sent', 'failed_to_send', 'failed_to_deliver']));
}

/** @param {Random} random */
function writeAttachments(random) {
  return Array.from({ length: random.chance(0.9) ? 1 : 2 }, () => {
    const id = identifier(random, 22);
    return {
      // As long as the one in Zoom's example.
      download_url: `https://exampleurl.us/file/download/${id}?jwt=${identifier(random, 36)}.${identifier(random, 180)}.${identifier(random, 43)}`,
      id,
      name: `${identifier(random, 22)}.jpg`,
      size: 1000 + random.below(1_500_000),
      type: random.chance(0.8) ? 'JPG' : 'PNG',
    };
  });
}
