/**
 * What the bindings code texts with. They make one of each when they are imported, and where the
 * platform has none, to import the package must not throw: to use it will. A test runner with jsdom
 * hides Node's own, which Node still gives.
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

  /** The bindings look whether it is there. */
  encodeInto = this.encode;
}

/** @returns {Partial<Pick<typeof globalThis, 'TextDecoder' | 'TextEncoder'>>} */
function ofNode() {
  try {
    // Not by an import, which bundlers for pages would fail at.
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
