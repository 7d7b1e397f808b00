/**
 * Handles a stop of the wasm: a trap, for example when memory runs out, or an error thrown through it. Its
 * memory is then unusable. Every pending call ends with a {@link WasmError}, and so does every later one, until
 * `init()` restarts it.
 *
 * The build makes the bindings call the wasm through {@link guarded} and use the timers of this module.
 *
 * @module
 */
import { WasmError } from './errors.js';

/** What was thrown, if the wasm has stopped. @type {{ thrown: unknown } | undefined} */
let stop;
/** Rejects the pending calls. @type {Set<(error: WasmError) => void>} */
const waiting = new Set();
/** The timers that Rust has set. @type {Set<unknown>} */
const timers = new Set();
/** How often the wasm was restarted. */
let starts = 0;

/** The result of a call that is not made: the bindings look for an error in it. @type {unknown[]} */
const NOTHING = [];

/**
 * Wraps the exports of an instance: once one call does not return, no other is made.
 *
 * @template {WebAssembly.Exports} Exports
 * @param {Exports} exports
 * @returns {Exports}
 */
export function guarded(exports) {
  /** @type {[string, unknown][]} */
  const entries = Object.entries(exports).map(([name, value]) => [
    name,
    typeof value === 'function' ? calling(value, /^__|closures/.test(name)) : value,
  ]);
  return /** @type {Exports} */ (Object.fromEntries(entries));
}

/**
 * @param {Function} call
 * @param {boolean} isOwn whether the bindings call it by themselves, when a promise settles or to free memory:
 *   nothing would catch what it throws
 */
function calling(call, isOwn) {
  return (/** @type {unknown[]} */ ...args) => {
    if (!stop) {
      try {
        const given = call(...args);
        // A nested call may have stopped it.
        if (!stop) return given;
      } catch (thrown) {
        end(thrown);
      }
    }
    if (isOwn) return NOTHING;
    throw stopped();
  };
}

/** @param {unknown} thrown */
function end(thrown) {
  stop ??= { thrown };
  for (const timer of timers) globalThis.clearTimeout(/** @type {number} */ (timer));
  timers.clear();
  for (const fail of waiting) fail(stopped());
  waiting.clear();
}

function stopped() {
  const message =
    "The package's wasm has stopped, for example because memory ran out; the cause says why. `await init()` " +
    'restarts it, and histories can continue from their checkpoints.';
  return new WasmError({ kind: 'wasm', message, retryable: false, cause: stop?.thrown });
}

/** @throws {WasmError} if the wasm has stopped */
export function assertRunning() {
  if (stop) throw stopped();
}

/**
 * Restarts the wasm if it has stopped.
 *
 * @param {() => void} restart
 */
export function startAgain(restart) {
  const before = stop;
  if (!before) return;
  stop = undefined;
  starts += 1;
  try {
    restart();
  } catch (error) {
    stop ??= before;
    throw error;
  }
  assertRunning();
}

/** The number of the running instance: objects of other instances are gone. */
export const instance = () => starts;

/**
 * Wraps a function so that it only runs while this instance is running.
 *
 * @template {unknown[]} Args
 * @template Result
 * @param {(...args: Args) => Result} call
 */
export function inThisInstance(call) {
  const own = starts;
  return (/** @type {Args} */ ...args) => {
    if (own !== starts) throw stopped();
    return call(...args);
  };
}

/**
 * Settles like a promise of Rust, or rejects if the wasm stops first.
 *
 * @template Value
 * @param {Promise<Value>} promise
 * @returns {Promise<Value>}
 */
export function whileRunning(promise) {
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    const done = () => waiting.delete(reject);
    promise.then(
      (value) => {
        done();
        resolve(value);
      },
      (error) => {
        done();
        reject(error);
      },
    );
  });
}

/**
 * The platform's `setTimeout`, tracked until it fires: a timer of stopped wasm could keep a process alive for days.
 *
 * @param {() => void} call
 * @param {number} ms
 */
export function setTimeout(call, ms) {
  const timer = globalThis.setTimeout(() => {
    timers.delete(timer);
    call();
  }, ms);
  timers.add(timer);
  return timer;
}

/** @param {ReturnType<typeof globalThis.setTimeout> | undefined} timer */
export function clearTimeout(timer) {
  timers.delete(timer);
  globalThis.clearTimeout(timer);
}
