/**
 * Makes objects of what `objects.rs` wrote: this is its other half, and reads in the same order.
 *
 * An object of a usual shape is a literal. Any other is a copy of one with the same keys in the same
 * order, all of them null, whose known ones are then set by name: engines do both without looking a key
 * up. A party is kept as its texts, and each message gets objects of its own, so that no message changes
 * with another.
 *
 * @module
 */

/** What `Heap` in `heap.rs` writes in place of a text's length. */
const NULL = -1;
const IN_JSON = -2;

/** What it writes in place of a number's upper half. */
const NO_NUMBER = -0x8000_0000;

/** The known keys: `Field` in `model/field.rs`, in its order. */
const FIELDS = [
  'attachments',
  'date_time',
  'delivery_status',
  'direction',
  'display_name',
  'download_url',
  'id',
  'message',
  'message_id',
  'message_type',
  'name',
  'next_page_token',
  'owner',
  'page_size',
  'phone_number',
  'sender',
  'size',
  'sms_histories',
  'to_members',
  'type',
];

/** @type {TextDecoder | undefined} */
let decoder;

/** @param {Uint8Array} bytes */
function decode(bytes) {
  if (bytes.length === 0) return '';
  // A text may start with U+FEFF, which else would be taken for a byte order mark.
  decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(bytes);
}

/**
 * The shapes of pages before, by their numbers or as they were written: engines forget what they have
 * learned of objects when none is left.
 * @type {Map<number | string, Shape>}
 */
const shapes = new Map();

/** More are rare, and only cost time. */
const SHAPES = 64;

/** The shapes of Zoom's documentation: engines are quickest with a literal for each. */
const USUAL = [
  'attachments date_time direction message message_id message_type sender to_members',
  'attachments date_time direction message message_id delivery_status message_type sender to_members',
  'phone_number display_name',
  'phone_number display_name owner',
  'id type',
];

/**
 * The keys of a shape with a number, in their order.
 * @param {number} known
 */
function keysOf(known) {
  const keys = [];
  for (let rest = known; rest > 0; rest = Math.floor(rest / 32)) {
    keys.unshift(/** @type {string} */ (FIELDS[(rest % 32) - 1]));
  }
  return keys;
}

/** The numbers and texts of a page, read from the first to the last. */
class Heap {
  /**
   * @param {Int32Array} numbers
   * @param {Uint8Array} ascii
   * @param {Uint8Array} wide
   * @param {Uint8Array} json
   */
  constructor(numbers, ascii, wide, json) {
    this.numbers = numbers;
    this.at = 0;
    this.ascii = decode(ascii);
    this.asciiAt = 0;
    this.wide = decode(wide);
    this.wideAt = 0;
    /** @type {any[]} */
    this.values = json.length === 0 ? [] : JSON.parse(`[${decode(json)}]`);
    /** @type {(string | null)[]} */
    this.words = [null];
    /** @type {Shape[]} */
    this.shapes = [];
    /** @type {any[]} */
    this.patterns = [null];
    /** Parties of messages, or people of rows. @type {any[]} */
    this.parties = [null];
    /** Lists of parties, or groups of people. @type {any[]} */
    this.lists = [null];
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
    const length = this.number();
    if (length < 0) return this.#oddText(length);
    const start = this.asciiAt;
    this.asciiAt += length;
    return this.ascii.substring(start, this.asciiAt);
  }

  /**
   * What is not ASCII, or no text at all.
   * @param {number} what
   */
  #oddText(what) {
    if (what === NULL) return null;
    const number = this.number();
    if (what === IN_JSON) return this.values[number];
    const start = this.wideAt;
    this.wideAt += number;
    return this.wide.substring(start, this.wideAt);
  }

  word() {
    const number = this.number();
    if (number === this.words.length) this.words.push(this.text());
    return /** @type {string | null} */ (this.words[number]);
  }

  shape() {
    const number = this.number();
    if (number === this.shapes.length) this.shapes.push(this.#newShape());
    return /** @type {Shape} */ (this.shapes[number]);
  }

  /** @returns {Shape} */
  #newShape() {
    const known = this.integer();
    if (known === null) return this.#newOddShape();
    let shape = shapes.get(known);
    if (!shape) {
      const keys = keysOf(known);
      const empty = Object.fromEntries(keys.map((key) => [key, null]));
      shape = { empty, others: [], usual: USUAL.indexOf(keys.join(' ')) };
      keep(known, shape);
    }
    return shape;
  }

  #newOddShape() {
    // The same keys are known or not by what they are of.
    const kind = this.number();
    const keys = /** @type {string} */ (this.text());
    const count = this.number();
    const name = kind + keys;
    let shape = shapes.get(name);
    if (!shape) {
      const numbers = this.numbers.subarray(this.at, this.at + count);
      const others = Array.from(numbers, (number) => this.values[number]);
      shape = { empty: JSON.parse(keys), others, usual: -1 };
      keep(name, shape);
    }
    this.at += count;
    return shape;
  }

  /**
   * The place of the first of an object's values that are not known.
   * @param {Shape} shape
   */
  others(shape) {
    return shape.others.length === 0 ? 0 : this.number();
  }

  /**
   * @param {any} object
   * @param {Shape} shape
   * @param {number} first
   */
  setOthers(object, { others }, first) {
    for (let i = 0; i < others.length; i++) {
      object[/** @type {string} */ (others[i])] = this.values[first + i];
    }
  }
}

/**
 * @param {number | string} name
 * @param {Shape} shape
 */
function keep(name, shape) {
  if (shapes.size >= SHAPES) shapes.clear();
  shapes.set(name, shape);
}

/**
 * An object with all keys and no values; its unknown keys; and which of the usual shapes it is.
 * @typedef {{ empty: any, others: string[], usual: number }} Shape
 */

/**
 * @param {Int32Array} numbers
 * @param {Uint8Array} ascii
 * @param {Uint8Array} wide
 * @param {Uint8Array} json
 */
export function pageOf(numbers, ascii, wide, json) {
  const heap = new Heap(numbers, ascii, wide, json);
  const shape = heap.shape();
  const page = { ...shape.empty };
  heap.setOthers(page, shape, heap.others(shape));
  const token = heap.text();
  const size = heap.integer();
  if ('next_page_token' in shape.empty) page.next_page_token = token;
  if ('page_size' in shape.empty) page.page_size = size;
  const messages = new Array(heap.number());
  for (let index = 0; index < messages.length; index++) messages[index] = messageOf(heap);
  page.sms_histories = messages;
  return page;
}

/** @param {Heap} heap */
function messageOf(heap) {
  const number = heap.number();
  const pattern = heap.patterns[number] ?? patternOf(heap);
  if (number === heap.patterns.length) heap.patterns.push(pattern);
  const { shape, direction, status, type } = pattern;
  const message_id = heap.text();
  const date_time = heap.text();
  const text = heap.text();
  const party = partyOf(heap);
  const list = listOf(heap);
  const sender = party && makeParty(heap, party);
  const to_members = list && makeList(heap, list);
  const count = heap.number();
  const attachments = count > 0 ? attachmentsOf(heap, count - 1) : null;
  if (shape.usual === 1) {
    return {
      attachments,
      date_time,
      direction,
      message: text,
      message_id,
      delivery_status: status,
      message_type: type,
      sender,
      to_members,
    };
  }
  if (shape.usual === 0) {
    return {
      attachments,
      date_time,
      direction,
      message: text,
      message_id,
      message_type: type,
      sender,
      to_members,
    };
  }
  const { empty } = shape;
  const message = { ...empty };
  message.message_id = message_id;
  message.date_time = date_time;
  if ('message' in empty) message.message = text;
  if ('direction' in empty) message.direction = direction;
  if ('delivery_status' in empty) message.delivery_status = status;
  if ('message_type' in empty) message.message_type = type;
  if (sender) message.sender = sender;
  if (to_members) message.to_members = to_members;
  if (attachments) message.attachments = attachments;
  heap.setOthers(message, shape, heap.others(shape));
  return message;
}

/**
 * What a message has in common with others.
 * @param {Heap} heap
 */
const patternOf = (heap) => ({
  shape: heap.shape(),
  direction: heap.word(),
  status: heap.word(),
  type: heap.integer(),
});

/**
 * A party, of which each message gets an object of its own.
 * @typedef {{ shape: Shape, phone: any, name: any, owner: Owner | null, others: number }} Party
 */
/** @typedef {{ shape: Shape, id: any, type: any, others: number }} Owner */

/**
 * @param {Heap} heap
 * @returns {Party | null}
 */
function partyOf(heap) {
  const number = heap.number();
  const known = heap.parties[number];
  if (known !== undefined) return known;
  const shape = heap.shape();
  const phone = heap.text();
  const name = heap.text();
  const owner = heap.number() > 0 ? ownerOf(heap) : null;
  const party = { shape, phone, name, owner, others: heap.others(shape) };
  heap.parties.push(party);
  return party;
}

/**
 * @param {Heap} heap
 * @returns {Owner}
 */
function ownerOf(heap) {
  const shape = heap.shape();
  return { shape, id: heap.text(), type: heap.word(), others: heap.others(shape) };
}

/**
 * @param {Heap} heap
 * @returns {Party[] | null}
 */
function listOf(heap) {
  const number = heap.number();
  const known = heap.lists[number];
  if (known !== undefined) return known;
  const list = new Array(heap.number());
  for (let index = 0; index < list.length; index++) list[index] = partyOf(heap);
  heap.lists.push(list);
  return list;
}

/**
 * @param {Heap} heap
 * @param {Party} party
 */
function makeParty(heap, { shape, phone, name, owner, others }) {
  if (shape.usual === 2) return { phone_number: phone, display_name: name };
  if (shape.usual === 3) {
    return { phone_number: phone, display_name: name, owner: owner && makeOwner(heap, owner) };
  }
  const party = { ...shape.empty };
  if ('phone_number' in shape.empty) party.phone_number = phone;
  if ('display_name' in shape.empty) party.display_name = name;
  if (owner) party.owner = makeOwner(heap, owner);
  heap.setOthers(party, shape, others);
  return party;
}

/**
 * @param {Heap} heap
 * @param {Owner} owner
 */
function makeOwner(heap, { shape, id, type, others }) {
  if (shape.usual === 4) return { id, type };
  const owner = { ...shape.empty };
  if ('id' in shape.empty) owner.id = id;
  if ('type' in shape.empty) owner.type = type;
  heap.setOthers(owner, shape, others);
  return owner;
}

/**
 * @param {Heap} heap
 * @param {Party[]} list
 */
function makeList(heap, list) {
  const members = new Array(list.length);
  for (let index = 0; index < list.length; index++) {
    members[index] = makeParty(heap, /** @type {Party} */ (list[index]));
  }
  return members;
}

/**
 * @param {Heap} heap
 * @param {number} count
 */
function attachmentsOf(heap, count) {
  const files = new Array(count);
  for (let index = 0; index < count; index++) files[index] = attachmentOf(heap);
  return files;
}

/** @param {Heap} heap */
function attachmentOf(heap) {
  const shape = heap.shape();
  const { empty } = shape;
  const file = { ...empty };
  const url = heap.text();
  if ('download_url' in empty) file.download_url = url;
  const id = heap.text();
  if ('id' in empty) file.id = id;
  const name = heap.text();
  if ('name' in empty) file.name = name;
  const size = heap.integer();
  if ('size' in empty) file.size = size;
  const type = heap.word();
  if ('type' in empty) file.type = type;
  heap.setOthers(file, shape, heap.others(shape));
  return file;
}

/**
 * The rows of each grain: `Grain` in `rows.rs`, in its order. A literal makes the columns' order, and is the quickest
 * way to an object.
 */
const ROWS = [
  messageRowOf,
  /** @param {Heap} heap */
  (heap) => ({
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
  const { direction, message_type, message_type_label, delivery_status, side } = pattern;
  return {
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
 * What messages of one kind have in common; `side` is 1 if the other side is the sender, 2 if it is the
 * recipients.
 * @param {Heap} heap
 */
function kindOf(heap) {
  return {
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
