/**
 * Reads the output of `heap.rs` and `objects.rs` in the same order.
 *
 * @module
 */

/** The markers that `Heap` in `heap.rs` writes instead of a text's length. */
const NULL = -1;
const IN_JSON = -2;

/** The marker instead of a number's upper half. */
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
  // A text may start with U+FEFF, which would otherwise count as a byte order mark.
  decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
  return decoder.decode(bytes);
}

/**
 * The shapes of earlier pages, by number or written form: engines drop optimizations of object shapes that
 * no object has.
 * @type {Map<number | string, Shape>}
 */
const shapes = new Map();

/** More are rare, and only cost time. */
const SHAPES = 64;

/** The documented shapes: engines are fastest with a literal for each. */
const USUAL = [
  'attachments date_time direction message message_id message_type sender to_members',
  'attachments date_time direction message message_id delivery_status message_type sender to_members',
  'phone_number display_name',
  'phone_number display_name owner',
  'id type',
];

/**
 * The keys of a numbered shape, in order.
 * @param {number} known
 */
function keysOf(known) {
  const keys = [];
  for (let rest = known; rest > 0; rest = Math.floor(rest / 32)) {
    keys.unshift(/** @type {string} */ (FIELDS[(rest % 32) - 1]));
  }
  return keys;
}

/** The numbers and texts of a page, read in order. */
export class Heap {
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
   * Non-ASCII texts, and missing ones.
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
    // Whether a key is known depends on its object.
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
   * The index of an object's first unknown value.
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
 * An object with all keys set to null; its unknown keys; and its number among the usual shapes.
 * @typedef {{ empty: any, others: string[], usual: number }} Shape
 */
