/**
 * When the wasm is there. There is no top-level await: bundles with cycles would wait for
 * themselves.
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
 * Says where the wasm is unless `init()` is told: each entry of the package knows it of its
 * platform. With bytes or a module, everything is ready at once; an address has to be fetched.
 *
 * @param {() => WasmSource} source asked when the wasm is first needed, and not at import: that
 *   never fails
 */
export function useWasm(source) {
  ownWasm = source;
}

/**
 * Loads the wasm, once, however often and concurrently it is called. Asynchronous functions call it
 * themselves. In browsers, await it before the synchronous ones (`validateDateRange`,
 * `splitDateRange`, `flattenSmsHistories` and the like); on Node, Deno, Bun and Workers and with
 * `zoom-phone-sms/inline` they need it not.
 *
 * After a {@link WasmError} it starts the wasm afresh.
 *
 * @example
 * await init();
 * validateDateRange('2024-01-01', '2024-01-31');
 *
 * @example
 * await init('https://cdn.example/zoom_phone_sms_bg.wasm');
 *
 * @param {WasmSource | Promise<WasmSource>} [source] the wasm or its address, where it is kept
 *   elsewhere; of several calls, the first one's. Default: the file that came with the package.
 * @returns {Promise<void>}
 * @throws {NetworkError} if the wasm cannot be loaded; the next call tries again.
 *   {@link InvalidRequestError} for an invalid source.
 */
export function init(source) {
  // A source that is not needed may fail without being heard.
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
 * The same for asynchronous functions, which do not start afresh what has stopped.
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
    // Nothing may be thrown before the first `await`: `init` would keep it for ever.
    if (loaded || (source === undefined && isReady())) return;
    await load({ module_or_path: await inTime(compiled(source)) });
    loaded = true;
  } catch (cause) {
    loading = undefined;
    throw notLoaded(cause);
  }
}

/** Calls wait for the wasm meanwhile: this is long for 100 kB, also on a phone. */
const LIMIT_MS = 60_000;

/**
 * What a promise gives, unless it takes too long.
 *
 * @template Value
 * @param {Promise<Value>} promise
 */
async function inTime(promise) {
  const end = deadline(LIMIT_MS);
  try {
    return await unlessAborted(promise, end.signal);
  } finally {
    end.release();
  }
}

/**
 * The wasm of a source as a module. The bindings keep what they are given and would break with that of
 * something else, so they get it only when it is known to be theirs.
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
  if (!isOwn) throw new Error('This is the wasm of something else.');
  return module;
}

/**
 * What is at a source's address, if it is one: bytes or a module.
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
    throw new Error(`In place of the wasm the server sent ${type} with the status ${status}.`);
  }
  // Only of this type can it be compiled while it comes.
  const isStreamed = type === 'application/wasm' && answer instanceof Response;
  return isStreamed && 'compileStreaming' in WebAssembly
    ? WebAssembly.compileStreaming(answer)
    : answer.arrayBuffer();
}

const MODULE = 'WebAssembly.Module';

/**
 * What something is, also of another realm.
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
  return invalid([issue('wrong-type', 'source', `is ${tagOf(source)}, and no wasm`, accepted)]);
}

/**
 * @param {unknown} source
 * @returns {source is string | URL | Request}
 */
function isAddress(source) {
  return typeof source === 'string' || ['URL', 'Request'].includes(tagOf(source));
}

/**
 * Also of another realm, or of another `fetch`.
 *
 * @param {object} source
 * @returns {source is Response}
 */
function isResponse(source) {
  return 'arrayBuffer' in source && 'headers' in source;
}

/** Whether the wasm is there, or could be loaded at once. */
export function isReady() {
  try {
    return loadNow();
  } catch {
    // What waits for `init()` will hear why.
    return false;
  }
}

/** Loads the wasm before it returns, where that can be done. */
function loadNow() {
  assertRunning();
  // While another source is being loaded, there must be no second instance.
  if (loaded || loading) return loaded;
  assertWebAssembly();
  const source = ownWasm();
  if (typeof source === 'string' || source instanceof URL) return false;
  // No entry has another kind.
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

/** Before anything is fetched that could not be run. */
function assertWebAssembly() {
  if (typeof WebAssembly !== 'undefined') return;
  const message =
    "The package needs WebAssembly, which this JavaScript engine does not have: React Native's " +
    'Hermes has none. Use the package on a server, and have the app ask that server.';
  throw new NetworkError({ kind: 'network', message, retryable: false });
}

/** @param {unknown} cause */
function notLoaded(cause) {
  if (isSmsError(cause)) return cause;
  const message =
    "The package's wasm could not be loaded; the cause says why. See that the server has " +
    'zoom_phone_sms_bg.wasm, give init() its address, or import zoom-phone-sms/inline, which has ' +
    "it inside. A Content-Security-Policy needs 'wasm-unsafe-eval'.";
  return new NetworkError({ kind: 'network', message, retryable: true, cause });
}
