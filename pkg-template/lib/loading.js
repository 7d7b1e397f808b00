/**
 * When the wasm is there. There is no top-level await: bundles with cycles would wait for
 * themselves.
 *
 * @module
 */
import load, { initSync } from '../wasm/zoom_phone_sms.js';
import { InvalidRequestError, NetworkError } from './errors.js';

/**
 * A `WebAssembly.Module`, where the platform's types have one: those of Node do not.
 *
 * @typedef {typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
 *   ? Module : never} WasmModule
 */
/**
 * Where the wasm comes from, if not from beside the package's own files.
 *
 * @typedef {string | URL | Request | Response | ArrayBuffer | ArrayBufferView | WasmModule} WasmSource
 */

let loaded = false;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * Loads the wasm, once, however often it is called. Asynchronous functions call it themselves;
 * before the synchronous ones (`validateDateRange`, `splitDateRange`, `flattenSmsHistories`),
 * await it. On Node everything is loaded at import.
 *
 * @example
 * await init();
 * validateDateRange('2024-01-01', '2024-01-31');
 *
 * @param {WasmSource | Promise<WasmSource>} [source] the wasm itself or its address, for servers
 *   that keep it elsewhere. Default: `zoom_phone_sms_bg.wasm` beside the package's JavaScript.
 * @returns {Promise<void>}
 * @throws {NetworkError} if the wasm cannot be loaded; the next call tries again.
 */
export function init(source) {
  loading ??= loadOnce(source);
  return loading;
}

/** @param {WasmSource | Promise<WasmSource>} [source] */
async function loadOnce(source) {
  if (loaded) return;
  try {
    await (source === undefined ? load() : load({ module_or_path: source }));
    loaded = true;
  } catch (cause) {
    loading = undefined;
    const message =
      "The package's wasm could not be loaded; the cause says why. See that the server has " +
      'zoom_phone_sms_bg.wasm, or give init() its address.';
    throw new NetworkError({ kind: 'network', message, retryable: true, cause });
  }
}

/**
 * Loads the wasm before it returns.
 *
 * @param {ArrayBuffer | ArrayBufferView} bytes
 */
export function loadNow(bytes) {
  // The bindings' declaration excludes shared memory, which no file is read into.
  initSync({ module: /** @type {ArrayBuffer} */ (bytes) });
  loaded = true;
}

/** Whether synchronous functions can be called. */
export function isLoaded() {
  return loaded;
}

/** @param {string} name the function that needs the wasm */
export function assertLoaded(name) {
  if (loaded) return;
  const message = `The package's wasm is not loaded yet: await init() first, then call ${name}().`;
  throw new InvalidRequestError({ kind: 'invalid-request', message, retryable: false });
}
