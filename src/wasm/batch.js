/**
 * Reads the output of `batch.rs` in the same order.
 *
 * @module
 */

/** The markers that `Batch` in `batch.rs` writes instead of a text's length, or of a boolean. */
const NULL = -1;
const IN_JSON = -2;

/** The marker instead of a number's upper half. */
const NO_NUMBER = -0x8000_0000;

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
 * The unusual shapes of earlier pages, by their written form: engines drop optimizations of object shapes that
 * no object has.
 * @type {Map<string, Shape>}
 */
const shapes = new Map();

/** More are rare, and only cost time. */
const SHAPES = 64;

/** The numbers and texts of a page, read in order. */
export class Batch {
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
    /** The cells that rows share, by their number; 0 is none. @type {any[]} */
    this.groups = [undefined];
  }

  number() {
    return /** @type {number} */ (this.numbers[this.at++]);
  }

  integer() {
    const lower = this.number();
    const upper = this.number();
    return upper === NO_NUMBER ? null : upper * 0x1_0000_0000 + (lower >>> 0);
  }

  boolean() {
    const value = this.number();
    return value === NULL ? null : value === 1;
  }

  text() {
    const length = this.number();
    if (length < 0) return this.#oddText(length);
    const start = this.asciiAt;
    this.asciiAt += length;
    return this.ascii.substring(start, this.asciiAt);
  }

  /**
   * Non-ASCII texts, missing ones, and numbers in their place.
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

  /**
   * The cells that rows share, or a row's own.
   * @param {(batch: Batch) => any} read what reads them where they first come
   */
  group(read) {
    const number = this.number();
    const known = this.groups[number];
    if (known !== undefined) return known;
    const cells = read(this);
    if (number === this.groups.length) this.groups.push(cells);
    return cells;
  }

  shape() {
    const number = this.number();
    if (number === this.shapes.length) this.shapes.push(this.#newShape());
    return /** @type {Shape} */ (this.shapes[number]);
  }

  /** @returns {Shape} */
  #newShape() {
    const usual = this.number();
    if (usual > 0) return { empty: null, others: [], usual };
    // Whether a key is known depends on its object.
    const kind = this.number();
    const keys = /** @type {string} */ (this.text());
    const count = this.number();
    const name = kind + keys;
    let shape = shapes.get(name);
    if (!shape) {
      const numbers = this.numbers.subarray(this.at, this.at + count);
      const others = Array.from(numbers, (number) => this.values[number]);
      shape = { empty: JSON.parse(keys), others, usual: 0 };
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
 * @param {string} name
 * @param {Shape} shape
 */
function keep(name, shape) {
  if (shapes.size >= SHAPES) shapes.clear();
  shapes.set(name, shape);
}

/**
 * The number of a usual order of keys, or 0; in the latter case an object with all keys set to null, and its unknown keys.
 * @typedef {{ empty: any, others: string[], usual: number }} Shape
 */
