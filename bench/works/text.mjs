const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** @param {Uint8Array} bytes */
export const decodeText = (bytes) => decoder.decode(bytes);

/** @param {string} text */
export const encodeText = (text) => encoder.encode(text);

/** @param {Uint8Array} bytes */
export const parse = (bytes) => JSON.parse(decoder.decode(bytes));
