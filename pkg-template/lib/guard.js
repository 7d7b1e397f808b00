/**
 * What happens when the wasm stops in the middle of something: a trap, as when memory runs out, or anything that
 * is thrown through it. Its memory is then in no state to go on with. Every call that waits for it ends with a
 * {@link WasmError}, every later one gets one too, and `init()` starts it afresh.
 *
 * The bindings call the wasm through {@link guarded} and use the timers of this module: the build sees to that.
 *
 * @module
 */
import { WasmError } from './errors.js';

/** What was thrown, if it has stopped. @type {{ thrown: unknown } | undefined} */
let stop;
/** Ends what waits for the wasm. @type {Set<(error: WasmError) => void>} */
const waiting = new Set();
/** The timers that Rust has set. @type {Set<unknown>} */
const timers = new Set();
/** How often it has been started afresh. */
let starts = 0;

/** What the bindings get of a call that is not made: they look for an error in it. @type {unknown[]} */
const NOTHING = [];

/**
 * The exports of an instance, as they are called until one of them does not return.
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
 * @param {boolean} isOwn whether the bindings call it by themselves: when a promise settles, or to free memory.
 *   What it threw would not be caught.
 */
function calling(call, isOwn) {
  return (/** @type {unknown[]} */ ...args) => {
    if (!stop) {
      try {
        const given = call(...args);
        // Another call inside of this one may have stopped it.
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
    "The package's wasm has stopped, as it does when memory runs out; the cause says why. `await init()` " +
    'starts it afresh, and histories go on from their checkpoints.';
  return new WasmError({ kind: 'wasm', message, retryable: false, cause: stop?.thrown });
}

/** @throws {WasmError} if the wasm has stopped */
export function assertRunning() {
  if (stop) throw stopped();
}

/**
 * Starts it afresh, if it has stopped.
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

/** A number for the instance that is running: what was made in another is gone. */
export const instance = () => starts;

/**
 * A function that is called only while this instance is running.
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
 * What a promise of Rust's gives, or the error if the wasm stops before.
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
 * The platform's, remembered until it fires: a timer of what has stopped would keep a process for days.
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
