/**
 * Loads the wasm. There is no top-level await: bundles with import cycles would deadlock.
 *
 * @module
 */
import load, { initSync, __wbg_reset_state as reset } from '../wasm/zoom_phone_sms.js';
import { InvalidRequestError, isSmsError, NetworkError } from './errors.js';
import { assertRunning, startAgain } from './guard.js';
import { invalid, issue } from './options.js';
import { deadline, unlessAborted } from './streams.js';

/** @import { WasmSource } from './types.js' */

let loaded = false;
/** @type {Promise<void> | undefined} */
let loading;
/** @type {() => WasmSource} */
let ownWasm = () => {
  throw new Error('Import the package by its name: this file is a part of it and has no wasm.');
};

/**
 * Registers the default source of the wasm; each entry of the package has its own. Bytes or a module are
 * ready at once; an address has to be fetched.
 *
 * @param {() => WasmSource} source called when the wasm is first needed, because an import must never
 *   fail
 */
export function useWasm(source) {
  ownWasm = source;
}

/**
 * Loads the wasm once, however often you call it. Asynchronous functions call it themselves. In browsers,
 * await it before you use the synchronous ones (`validateDateRange`, `splitDateRange`, `flattenSmsHistories`
 * and the others). On Node, Deno, Bun and Workers, and with `zoom-phone-sms/inline`, they work without it.
 *
 * After a {@link WasmError}, it restarts the wasm.
 *
 * @example
 * await init();
 * validateDateRange('2024-01-01', '2024-01-31');
 *
 * @example
 * await init('https://cdn.example/zoom_phone_sms_bg.wasm');
 *
 * @param {WasmSource | Promise<WasmSource>} [source] the wasm or its address, if you host it
 *   elsewhere. The first call decides. Default: the file in the package.
 * @returns {Promise<void>}
 * @throws {NetworkError} if the wasm cannot be loaded; the next call tries again
 * @throws {InvalidRequestError} for an invalid source
 */
export function init(source) {
  // Ignores the rejection of a source that is not needed.
  if (loading || loaded) new Promise((settle) => settle(source)).catch(() => {});
  loading ??= loadOnce(source);
  return loading.then(startedAgain);
}

function startedAgain() {
  try {
    startAgain(reset);
  } catch (cause) {
    throw notLoaded(cause);
  }
}

/**
 * The same for asynchronous functions, but does not restart stopped wasm.
 *
 * @throws {WasmError} if it has
 */
export async function ready() {
  loading ??= loadOnce();
  await loading;
  assertRunning();
}

/** @param {WasmSource | Promise<WasmSource>} [source] */
async function loadOnce(source) {
  try {
    // Must not throw before the first `await`: `init` would keep the error forever.
    if (loaded || (source === undefined && isReady())) return;
    await load({ module_or_path: await withTimeout(compiled(source)) });
    loaded = true;
  } catch (cause) {
    loading = undefined;
    throw notLoaded(cause);
  }
}

/** The limit for loading about 100 kB, generous even for a phone. Calls wait for it. */
const LIMIT_MS = 60_000;

/**
 * Awaits a promise with a time limit.
 *
 * @template Value
 * @param {Promise<Value>} promise
 */
async function withTimeout(promise) {
  const end = deadline(LIMIT_MS);
  try {
    return await unlessAborted(promise, end.signal);
  } finally {
    end.release();
  }
}

/**
 * Compiles the wasm of a source. The bindings keep the module they get and would break with a foreign one, so
 * this checks first that it is theirs.
 *
 * @param {WasmSource | Promise<WasmSource>} [source]
 */
async function compiled(source) {
  const given = await source;
  assertWebAssembly();
  const answer = await answered(given ?? ownWasm());
  const isModule = tagOf(answer) === MODULE;
  const module = isModule
    ? /** @type {WebAssembly.Module} */ (answer)
    : await WebAssembly.compile(/** @type {BufferSource} */ (answer));
  const isOwn = WebAssembly.Module.exports(module).some(({ name }) => name === '__wbindgen_start');
  if (!isOwn) throw new Error('This wasm belongs to another package or version.');
  return module;
}

/**
 * Fetches the source if it is an address. Resolves to bytes or a module.
 *
 * @param {WasmSource} source
 */
async function answered(source) {
  if (!isSource(source)) throw noSource(source);
  const answer = isAddress(source) ? await fetch(source) : source;
  if (!isResponse(answer)) return answer;
  const { ok, status, headers } = answer;
  const type = headers.get('content-type') ?? 'no type';
  if (!ok || type.startsWith('text/html')) {
    throw new Error(`The server sent ${type} with status ${status} instead of the wasm.`);
  }
  // Streaming compilation requires this content type.
  const isStreamed = type === 'application/wasm' && answer instanceof Response;
  return isStreamed && 'compileStreaming' in WebAssembly
    ? WebAssembly.compileStreaming(answer)
    : answer.arrayBuffer();
}

const MODULE = 'WebAssembly.Module';

/**
 * The type tag of a value, also for values from other realms.
 *
 * @param {unknown} source
 */
const tagOf = (source) => Object.prototype.toString.call(source).slice('[object '.length, -1);

/** @param {unknown} source */
function isSource(source) {
  if (typeof source !== 'object' || source === null) return typeof source === 'string';
  if (ArrayBuffer.isView(source) || isResponse(source) || isAddress(source)) return true;
  return ['ArrayBuffer', MODULE].includes(tagOf(source));
}

/** @param {unknown} source */
function noSource(source) {
  const accepted = 'an address, a Response, the bytes or a WebAssembly.Module';
  return invalid([issue('wrong-type', 'source', `is ${tagOf(source)}, not wasm`, accepted)]);
}

/**
 * @param {unknown} source
 * @returns {source is string | URL | Request}
 */
function isAddress(source) {
  return typeof source === 'string' || ['URL', 'Request'].includes(tagOf(source));
}

/**
 * Also true for responses from other realms and libraries.
 *
 * @param {object} source
 * @returns {source is Response}
 */
function isResponse(source) {
  return 'arrayBuffer' in source && 'headers' in source;
}

/** Whether the wasm is loaded, or can be loaded synchronously. */
export function isReady() {
  try {
    return loadNow();
  } catch {
    // `init()` reports the error.
    return false;
  }
}

/** Loads the wasm synchronously if possible. */
function loadNow() {
  assertRunning();
  // No second instance while another source is loading.
  if (loaded || loading) return loaded;
  assertWebAssembly();
  const source = ownWasm();
  if (typeof source === 'string' || source instanceof URL) return false;
  // The entries have no other kinds of sources.
  initSync({ module: /** @type {ArrayBuffer} */ (source) });
  loaded = true;
  return true;
}

/** @param {string} name the function that needs the wasm */
export function assertLoaded(name) {
  let isHere;
  try {
    isHere = loadNow();
  } catch (cause) {
    throw notLoaded(cause);
  }
  if (isHere) return;
  const message = `The package's wasm is not loaded yet: await init() first, then call ${name}().`;
  throw new InvalidRequestError({ kind: 'invalid-request', message, retryable: false });
}

/** Fails before fetching anything if the engine has no WebAssembly. */
function assertWebAssembly() {
  if (typeof WebAssembly !== 'undefined') return;
  const message =
    "The package needs WebAssembly, which this JavaScript engine does not have (React Native's " +
    'Hermes, for example). Use the package on a server, and have the app call that server.';
  throw new NetworkError({ kind: 'network', message, retryable: false });
}

/** @param {unknown} cause */
function notLoaded(cause) {
  if (isSmsError(cause)) return cause;
  const message =
    "The package's wasm could not be loaded; the cause says why. Check that the server serves " +
    'zoom_phone_sms_bg.wasm, pass its address to init(), or import zoom-phone-sms/inline, which ' +
    "contains it. A Content-Security-Policy needs 'wasm-unsafe-eval'.";
  return new NetworkError({ kind: 'network', message, retryable: true, cause });
}
