/**
 * Makes objects of what `objects.rs` wrote: this is its other half, and reads in the same order.
 *
 * An object is a copy of one with the same keys in the same order, all of them null, whose known
 * ones are then set by name: engines do both without looking a key up.
 *
 * @module
 */

/** What `Heap` in `heap.rs` writes in place of a text's place. */
const NULL = -1;
const IN_JSON = -2;
const IN_WIDE = -3;

/** What it writes in place of a number's upper half. */
const NO_NUMBER = -0x8000_0000;

/** The keys that a shape has: `Field` in `model/field.rs`, in its order, as bits. */
const DELIVERY_STATUS = 1 << 2;
const DIRECTION = 1 << 3;
const DISPLAY_NAME = 1 << 4;
const DOWNLOAD_URL = 1 << 5;
const ID = 1 << 6;
const MESSAGE = 1 << 7;
const MESSAGE_TYPE = 1 << 9;
const NAME = 1 << 10;
const NEXT_PAGE_TOKEN = 1 << 11;
const PAGE_SIZE = 1 << 13;
const PHONE_NUMBER = 1 << 14;
const SIZE = 1 << 16;
const TYPE = 1 << 19;

/** @type {TextDecoder | undefined} */
let decoder;

/** The numbers and texts of a page, read from the first to the last. */
class Heap {
  /**
   * @param {Int32Array} numbers
   * @param {Uint8Array} ascii
   * @param {string} wide
   * @param {string} json
   */
  constructor(numbers, ascii, wide, json) {
    decoder ??= new TextDecoder();
    this.numbers = numbers;
    this.at = 0;
    this.ascii = decoder.decode(ascii);
    this.wide = wide;
    /** @type {any[]} */
    this.values = json === '' ? [] : JSON.parse(`[${json}]`);
    /** @type {(string | null)[]} */
    this.words = [null];
    for (let count = this.number(); count > 0; count--) this.words.push(this.text());
    /** @type {Shape[]} */
    this.shapes = [];
  }

  number() {
    return /** @type {number} */ (this.numbers[this.at++]);
  }

  integer() {
    const lower = this.number();
    const upper = this.number();
    return upper === NO_NUMBER ? null : upper * 0x1_0000_0000 + (lower >>> 0);
  }

  text() {
    const start = this.number();
    const end = this.number();
    if (start >= 0) return this.ascii.substring(start, end);
    if (start === NULL) return null;
    if (start === IN_JSON) return this.values[end];
    return this.wide.substring(IN_WIDE - start, end);
  }

  word() {
    return /** @type {string | null} */ (this.words[this.number()]);
  }

  shape() {
    const number = this.number();
    if (number === this.shapes.length) this.shapes.push(this.#newShape());
    return /** @type {Shape} */ (this.shapes[number]);
  }

  /** @returns {Shape} */
  #newShape() {
    const empty = this.values[this.number()];
    const has = this.number();
    const others = [];
    for (let count = this.number(); count > 0; count--) others.push(this.values[this.number()]);
    return { empty, has, others };
  }

  /**
   * @param {Shape} shape
   * @param {any} object
   */
  others({ others }, object) {
    if (others.length === 0) return;
    let value = this.number();
    for (const key of others) object[key] = this.values[value++];
  }
}

/**
 * An object with all keys and no values; which known keys it has; and its unknown keys.
 * @typedef {{ empty: any, has: number, others: string[] }} Shape
 */

/**
 * @param {Int32Array} numbers
 * @param {Uint8Array} ascii
 * @param {string} wide
 * @param {string} json
 */
export function pageOf(numbers, ascii, wide, json) {
  const heap = new Heap(numbers, ascii, wide, json);
  /** @type {(Party | null)[]} */
  const parties = [null];
  for (let count = heap.number(); count > 0; count--) parties.push(partyOf(heap));
  /** @type {(Party[] | null)[]} */
  const lists = [null];
  for (let count = heap.number(); count > 0; count--) lists.push(listOf(heap, parties));
  const shape = heap.shape();
  const page = { ...shape.empty };
  heap.others(shape, page);
  const token = heap.text();
  const size = heap.integer();
  if (shape.has & NEXT_PAGE_TOKEN) page.next_page_token = token;
  if (shape.has & PAGE_SIZE) page.page_size = size;
  const messages = new Array(heap.number());
  /** @type {Pattern[]} */
  const patterns = [];
  for (let index = 0; index < messages.length; index++) {
    const known = patterns[heap.number()];
    const pattern = known ?? patternOf(heap, parties, lists);
    if (!known) patterns.push(pattern);
    messages[index] = known ? messageLike(heap, known) : pattern.message;
  }
  page.sms_histories = messages;
  return page;
}

/**
 * A message as it is kept, for others that differ in nothing but id, time and text.
 * @typedef {{ message: any, has: number, sender: Party | null, list: Party[] | null }} Pattern
 */

/**
 * @param {Heap} heap
 * @param {Pattern} pattern
 */
function messageLike(heap, { message: other, has, sender, list }) {
  const message = { ...other };
  message.message_id = heap.text();
  message.date_time = heap.text();
  const text = heap.text();
  if (has & MESSAGE) message.message = text;
  if (sender) message.sender = give(sender);
  if (list) message.to_members = list.map(give);
  if (other.attachments) message.attachments = [];
  return message;
}

/**
 * @param {Heap} heap
 * @param {(Party | null)[]} parties
 * @param {(Party[] | null)[]} lists
 * @returns {Pattern}
 */
function patternOf(heap, parties, lists) {
  const id = heap.text();
  const time = heap.text();
  const text = heap.text();
  const shape = heap.shape();
  const { has } = shape;
  const message = { ...shape.empty };
  heap.others(shape, message);
  message.message_id = id;
  message.date_time = time;
  if (has & MESSAGE) message.message = text;
  const direction = heap.word();
  if (has & DIRECTION) message.direction = direction;
  const status = heap.word();
  if (has & DELIVERY_STATUS) message.delivery_status = status;
  const type = heap.integer();
  if (has & MESSAGE_TYPE) message.message_type = type;
  const sender = parties[heap.number()] ?? null;
  if (sender) message.sender = give(sender);
  const list = lists[heap.number()] ?? null;
  if (list) message.to_members = list.map(give);
  const count = heap.number();
  if (count > 0) message.attachments = new Array(count - 1);
  for (let index = 0; index < count - 1; index++) message.attachments[index] = attachmentOf(heap);
  return { message, has, sender, list };
}

/**
 * @param {Heap} heap
 * @param {(Party | null)[]} parties
 * @returns {Party[]}
 */
function listOf(heap, parties) {
  const list = [];
  for (let count = heap.number(); count > 0; count--) list.push(parties[heap.number()]);
  return /** @type {Party[]} */ (list);
}

/**
 * A party as it is kept, and whether a message has it.
 * @typedef {{ party: any, given: boolean }} Party
 */

/**
 * The first message gets the party itself and every other a copy, so that none changes with another.
 * @param {Party} kept
 */
function give(kept) {
  const { party } = kept;
  if (!kept.given) {
    kept.given = true;
    return party;
  }
  const copy = { ...party };
  if (copy.owner) copy.owner = { ...copy.owner };
  return copy;
}

/**
 * @param {Heap} heap
 * @returns {Party}
 */
function partyOf(heap) {
  const shape = heap.shape();
  const party = { ...shape.empty };
  heap.others(shape, party);
  const number = heap.text();
  if (shape.has & PHONE_NUMBER) party.phone_number = number;
  const name = heap.text();
  if (shape.has & DISPLAY_NAME) party.display_name = name;
  if (heap.number() > 0) party.owner = ownerOf(heap);
  return { party, given: false };
}

/** @param {Heap} heap */
function ownerOf(heap) {
  const shape = heap.shape();
  const owner = { ...shape.empty };
  heap.others(shape, owner);
  const id = heap.text();
  if (shape.has & ID) owner.id = id;
  const type = heap.word();
  if (shape.has & TYPE) owner.type = type;
  return owner;
}

/** @param {Heap} heap */
function attachmentOf(heap) {
  const shape = heap.shape();
  const { has } = shape;
  const file = { ...shape.empty };
  heap.others(shape, file);
  const url = heap.text();
  if (has & DOWNLOAD_URL) file.download_url = url;
  const id = heap.text();
  if (has & ID) file.id = id;
  const name = heap.text();
  if (has & NAME) file.name = name;
  const size = heap.integer();
  if (has & SIZE) file.size = size;
  const type = heap.word();
  if (has & TYPE) file.type = type;
  return file;
}

/** The rows of each grain. A literal makes the columns' order, and is the quickest way to an object. */
const ROWS = {
  /** @param {Heap} heap */
  message: (heap) => ({
    message_id: heap.text(),
    date_time: heap.text(),
    epoch_ms: heap.integer(),
    direction: heap.word(),
    message_type: heap.integer(),
    message_type_label: heap.word(),
    delivery_status: heap.word(),
    message: heap.text(),
    sender_phone_number: heap.word(),
    sender_e164: heap.word(),
    sender_display_name: heap.word(),
    sender_owner_id: heap.word(),
    sender_owner_type: heap.word(),
    to_count: heap.integer(),
    to_phone_numbers: heap.word(),
    to_display_names: heap.word(),
    counterparty_phone_number: heap.word(),
    counterparty_name: heap.word(),
    attachment_count: heap.integer(),
    attachment_names: heap.word(),
    attachment_bytes: heap.integer(),
  }),
  /** @param {Heap} heap */
  recipient: (heap) => ({
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
  attachment: (heap) => ({
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
};

/**
 * @param {Int32Array} numbers
 * @param {Uint8Array} ascii
 * @param {string} wide
 * @param {string} json
 * @param {keyof typeof ROWS} grain
 */
export function rowsOf(numbers, ascii, wide, json, grain) {
  const heap = new Heap(numbers, ascii, wide, json);
  const rowOf = ROWS[grain];
  const rows = new Array(heap.number());
  /** @type {ReturnType<typeof ROWS.message>[]} */
  const patterns = [];
  for (let index = 0; index < rows.length; index++) {
    if (grain === 'message') {
      const known = patterns[heap.number()];
      rows[index] = known ? rowLike(heap, known) : ROWS.message(heap);
      if (!known) patterns.push(rows[index]);
    } else {
      rows[index] = rowOf(heap);
    }
  }
  return rows;
}

/**
 * The row of a message that differs from another in nothing but id, time and text.
 * @param {Heap} heap
 * @param {ReturnType<typeof ROWS.message>} other
 */
function rowLike(heap, other) {
  const row = { ...other };
  row.message_id = heap.text();
  row.date_time = heap.text();
  row.epoch_ms = heap.integer();
  row.message = heap.text();
  return row;
}
