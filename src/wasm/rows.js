/**
 * Makes rows of what `objects/rows.rs` wrote, and columns of what `columns.rs` laid side by side: this is their
 * other half, and reads in the same order.
 *
 * @module
 */
import { Heap } from './heap.js';

/**
 * The rows of each grain: `Grain` in `rows.rs`, in its order. A literal makes the columns' order, and is the quickest
 * way to an object.
 */
const ROWS = [
  messageRowOf,
  /** @param {Heap} heap */
  (heap) => ({
    session_id: heap.word(),
    message_id: heap.text(),
    date_time: heap.text(),
    epoch_ms: heap.integer(),
    direction: heap.word(),
    recipient_index: heap.integer(),
    recipient_phone_number: heap.word(),
    recipient_e164: heap.word(),
    recipient_display_name: heap.word(),
    recipient_owner_id: heap.word(),
    recipient_owner_type: heap.word(),
  }),
  /** @param {Heap} heap */
  (heap) => ({
    session_id: heap.word(),
    message_id: heap.text(),
    date_time: heap.text(),
    epoch_ms: heap.integer(),
    direction: heap.word(),
    attachment_index: heap.integer(),
    attachment_id: heap.text(),
    attachment_name: heap.text(),
    attachment_type: heap.word(),
    attachment_bytes: heap.integer(),
    attachment_download_url: heap.text(),
  }),
];

/**
 * @param {Int32Array} numbers
 * @param {Uint8Array} ascii
 * @param {Uint8Array} wide
 * @param {Uint8Array} json
 * @param {number} grain
 */
export function rowsOf(numbers, ascii, wide, json, grain) {
  const heap = new Heap(numbers, ascii, wide, json);
  const rowOf = ROWS[grain] ?? messageRowOf;
  const rows = new Array(heap.number());
  for (let index = 0; index < rows.length; index++) rows[index] = rowOf(heap);
  return rows;
}

/** @param {Heap} heap */
function messageRowOf(heap) {
  const number = heap.number();
  const pattern = heap.patterns[number] ?? kindOf(heap);
  if (number === heap.patterns.length) heap.patterns.push(pattern);
  const message_id = heap.text();
  const date_time = heap.text();
  const epoch_ms = heap.integer();
  const message = heap.text();
  const sender = personOf(heap);
  const to = groupOf(heap);
  const attachment_count = heap.number();
  const { session_id, direction, message_type, message_type_label, delivery_status, side } =
    pattern;
  return {
    session_id,
    message_id,
    date_time,
    epoch_ms,
    direction,
    message_type,
    message_type_label,
    delivery_status,
    message,
    sender_phone_number: sender.number,
    sender_e164: sender.e164,
    sender_display_name: sender.name,
    sender_owner_id: sender.owner,
    sender_owner_type: sender.kind,
    to_count: to.count,
    to_phone_numbers: to.number,
    to_display_names: to.name,
    counterparty_phone_number: side === 0 ? null : side === 1 ? sender.number : to.number,
    counterparty_name: side === 0 ? null : side === 1 ? sender.name : to.name,
    attachment_count,
    attachment_names: attachment_count === 0 ? null : heap.text(),
    attachment_bytes: attachment_count === 0 ? 0 : heap.integer(),
  };
}

/**
 * What messages of one kind have in common, and with all others their session; `side` is 1 if the other side is the sender, 2 if it is the
 * recipients.
 * @param {Heap} heap
 */
function kindOf(heap) {
  return {
    session_id: heap.word(),
    direction: heap.word(),
    message_type: heap.integer(),
    message_type_label: heap.word(),
    delivery_status: heap.word(),
    side: heap.number(),
  };
}

const NOBODY = { number: null, e164: null, name: null, owner: null, kind: null };
const NO_GROUP = { count: 0, number: null, name: null };

/** @param {Heap} heap */
function personOf(heap) {
  const number = heap.number();
  if (number === 0) return NOBODY;
  if (number === heap.parties.length) {
    heap.parties.push({
      number: heap.text(),
      e164: heap.text(),
      name: heap.text(),
      owner: heap.text(),
      kind: heap.word(),
    });
  }
  return heap.parties[number];
}

/** @param {Heap} heap */
function groupOf(heap) {
  const number = heap.number();
  if (number === 0) return NO_GROUP;
  if (number === heap.lists.length) {
    heap.lists.push({ count: heap.number(), number: heap.text(), name: heap.text() });
  }
  return heap.lists[number];
}

/** What the values of a column are: `Values` in `columns.rs`, in its order. */
const TEXTS = 0;
const WORDS = 1;

/**
 * @param {number} length
 * @param {string} names with commas in between
 * @param {Int32Array} facts of each column: what its values are, how many of them are not there, and, if it has a
 *   dictionary, how many texts are in that
 * @param {BigInt64Array} wasmLongs
 * @param {Int32Array} wasmInts
 * @param {Uint8Array} wasmBytes
 */
export function columnsOf(length, names, facts, wasmLongs, wasmInts, wasmBytes) {
  const takeLongs = taker(wasmLongs.slice());
  const takeInts = taker(wasmInts.slice());
  const takeBytes = taker(wasmBytes.slice());
  const takeTexts = (/** @type {number} */ count) => {
    const offsets = takeInts(count + 1);
    return { offsets, values: takeBytes(/** @type {number} */ (offsets[count])) };
  };
  const fact = facts.values();
  const next = () => /** @type {number} */ (fact.next().value);
  const columns = names.split(',').map((name) => {
    const kind = next();
    const nullCount = next();
    const validity = nullCount > 0 ? takeBytes(Math.ceil(length / 8)) : null;
    if (kind === TEXTS) return { type: 'utf8', name, nullCount, validity, ...takeTexts(length) };
    if (kind === WORDS) {
      const indices = takeInts(length);
      return {
        type: 'dictionary',
        name,
        nullCount,
        validity,
        indices,
        dictionary: takeTexts(next()),
      };
    }
    return { type: 'int64', name, nullCount, validity, values: takeLongs(length) };
  });
  return { length, columns };
}

/**
 * Takes one part after the other.
 *
 * @template {{ subarray(start: number, end: number): T }} T
 * @param {T} all
 */
function taker(all) {
  let at = 0;
  return (/** @type {number} */ count) => {
    at += count;
    return all.subarray(at - count, at);
  };
}
