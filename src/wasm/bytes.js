/**
 * What the bytes of `bytes.rs` are a view on.
 *
 * @module
 */

/**
 * The bytes of a view on any buffer, of any realm. Throws as the engine does where they are gone.
 *
 * @param {ArrayBufferView} view
 */
export function bytesOfView({ buffer, byteOffset, byteLength }) {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** @param {ArrayBuffer} buffer */
export function bytesOfBuffer(buffer) {
  return new Uint8Array(buffer);
}
