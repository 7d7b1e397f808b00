/**
 * What the bindings code texts with. They make one of each when they are imported, and where the
 * platform has none, as in a test runner with jsdom, to import the package must not throw: to use
 * it will.
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

export const Decoder = typeof TextDecoder === 'undefined' ? Missing : TextDecoder;
export const Encoder = typeof TextEncoder === 'undefined' ? Missing : TextEncoder;
