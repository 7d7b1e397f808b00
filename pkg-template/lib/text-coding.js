/**
 * The text encoder and decoder of the bindings, which create one of each on import. On a platform without
 * them, importing the package must not throw; using it does. A test runner with jsdom hides Node's own, which
 * `node:util` still provides.
 *
 * @module
 */

class Missing {
  /** @param {unknown} [text] */
  decode(text) {
    if (text !== undefined) this.encode();
    return '';
  }

  /** @returns {never} */
  encode() {
    throw new Error('This platform has no TextDecoder and TextEncoder, which the package needs.');
  }

  /** The bindings check for it. */
  encodeInto = this.encode;
}

/** @returns {Partial<Pick<typeof globalThis, 'TextDecoder' | 'TextEncoder'>>} */
function ofNode() {
  try {
    // Not an import: bundlers for browsers would fail on it.
    const util = /** @type {unknown} */ (globalThis.process.getBuiltinModule('node:util'));
    return /** @type {typeof globalThis} */ (util);
  } catch {
    return {};
  }
}

export const Decoder =
  typeof TextDecoder === 'undefined' ? (ofNode().TextDecoder ?? Missing) : TextDecoder;
export const Encoder =
  typeof TextEncoder === 'undefined' ? (ofNode().TextEncoder ?? Missing) : TextEncoder;
