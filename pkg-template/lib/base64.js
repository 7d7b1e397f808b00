/**
 * Decodes Base64.
 *
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(text) {
  // Node's Buffer is faster. `globalThis.` keeps bundlers for browsers from adding a polyfill.
  const buffer = globalThis.Buffer;
  if (buffer) return buffer.from(text, 'base64');
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
