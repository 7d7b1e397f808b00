/**
 * What Rust asks of values: what the bytes of `bytes.rs` are a view on, texts that have no bytes, the names of an
 * object's members, whether a request can be made, the head of a response.
 *
 * @module
 */

/** The common prototype of typed arrays. */
const TYPED = Object.getPrototypeOf(Uint8Array.prototype);

/**
 * The bytes of a view from any realm. Throws the engine's error if they are gone. Uses the engine's
 * getters, because the view may have own members with these names.
 *
 * @param {ArrayBufferView} view
 */
export function bytesOfView(view) {
  const kind = Reflect.get(TYPED, Symbol.toStringTag, view) ? TYPED : DataView.prototype;
  const part = (/** @type {string} */ name) => Reflect.get(kind, name, view);
  return new Uint8Array(part('buffer'), part('byteOffset'), part('byteLength'));
}

/**
 * The bytes of a buffer. Throws for an object that only claims to be one.
 *
 * @param {ArrayBuffer} buffer
 */
export function bytesOfBuffer(buffer) {
  return new Uint8Array(buffer, 0, Reflect.get(ArrayBuffer.prototype, 'byteLength', buffer));
}

/** The longest text written into `room`; a page has about 50,000 letters. */
const LONGEST_TEXT = 256 * 1024;

/** @type {TextEncoder | undefined} */
let encoder;

/** A reused buffer for texts: allocating takes as long as writing. */
let room = new Uint8Array();

/**
 * A text in UTF-8, valid until the next call. The bindings would read its letters one by one.
 *
 * @param {string} text
 */
export function bytesOfText(text) {
  encoder ??= new TextEncoder();
  if (text.length > LONGEST_TEXT) return encoder.encode(text);
  if (room.length === 0) room = new Uint8Array(3 * LONGEST_TEXT);
  return room.subarray(0, encoder.encodeInto(text, room).written);
}

/**
 * Whether UTF-8 contains U+FFFD, which stands for a lone surrogate or was in the text. Checking the text
 * itself takes as long as writing it.
 *
 * @param {Uint8Array} bytes
 */
export function hasReplacement(bytes) {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true;
  }
  return false;
}

/**
 * Whether a text has no lone surrogate.
 *
 * @param {string & { isWellFormed?: () => boolean }} text Safari 16 lacks the method
 */
export const isWellFormed = (text) => text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);

/**
 * A JSON text with lone surrogates escaped. Parsing and writing it again would lose details of the text,
 * such as a negative zero.
 *
 * @param {string} json
 */
export function wellFormed(json) {
  // Invalid JSON must not become valid: a backslash before the surrogate would be escaped by it.
  JSON.parse(json);
  return json.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

/**
 * The distinct names of an object's enumerable members, including inherited ones. Throws what a `Proxy`
 * throws.
 *
 * @param {object} object
 */
export function namesOf(object) {
  const names = [];
  for (const name in object) names.push(name);
  return names;
}

/**
 * Does what gloo-net does when it makes a request. There, what is thrown would end the wasm.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 */
export function tryRequest(url, signal) {
  const headers = new Headers();
  const request = new Request(url, { headers, redirect: 'manual', signal });
  const { search } = new URL(request.url);
  return `${search}${new URLSearchParams()}`;
}

/**
 * The head of what `fetch` gave, in an object whose members do not throw when they are read; a sentence, if it is no
 * response.
 *
 * @param {any} response
 * @param {string} names of the headers that are read, with commas between them
 * @param {number} longest a header with more letters is not read
 */
export function headOf(response, names, longest) {
  if (typeof response !== 'object' || response === null)
    return 'fetch resolved with something that is no Response';
  const { status, headers } = response;
  if (!Number.isInteger(status) || status < 0 || status > 999)
    return 'fetch resolved with an object that has no status';
  if (typeof headers?.get !== 'function' || typeof response.arrayBuffer !== 'function')
    return 'fetch resolved with an object that has no headers.get() or no arrayBuffer()';
  const read = new Map();
  for (const name of names.split(',')) {
    const text = headers.get(name);
    if (typeof text === 'string' && text.length <= longest) read.set(name, text);
  }
  return { status, headers: { get: (/** @type {string} */ name) => read.get(name) } };
}
