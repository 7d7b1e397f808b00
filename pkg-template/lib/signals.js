/**
 * Abort signals, of the platform or alike, heard by one listener each: Node warns of more than ten.
 *
 * @module
 */

/** @typedef {{ calls: Set<() => void>, ring: () => void }} Bell */

/** @type {WeakMap<object, Bell>} */
const bells = new WeakMap();

/**
 * Calls a function when the signal is aborted, until {@link offAbort}. A signal that takes no listener
 * calls nothing.
 *
 * @param {AbortSignal | null | undefined} signal
 * @param {() => void} call
 */
export function onAbort(signal, call) {
  if (typeof signal !== 'object' || signal === null) return;
  const bell = bells.get(signal) ?? listen(signal);
  bell.calls.add(call);
}

/**
 * @param {AbortSignal | null | undefined} signal
 * @param {() => void} call
 */
export function offAbort(signal, call) {
  const bell = signal ? bells.get(signal) : undefined;
  if (!signal || !bell?.calls.delete(call) || bell.calls.size > 0) return;
  bells.delete(signal);
  try {
    signal.removeEventListener('abort', bell.ring);
  } catch {
    // The signal is not the platform's own.
  }
}

/** @param {AbortSignal} signal */
function listen(signal) {
  /** @type {Set<() => void>} */
  const calls = new Set();
  const bell = {
    calls,
    ring: () => {
      for (const call of [...calls]) call();
    },
  };
  bells.set(signal, bell);
  try {
    signal.addEventListener('abort', bell.ring);
  } catch {
    // The signal is not the platform's own.
  }
  return bell;
}

/**
 * Whether a signal is aborted, whatever was given in place of one.
 *
 * @param {AbortSignal | null | undefined} signal
 */
export function isAborted(signal) {
  try {
    return signal?.aborted === true;
  } catch {
    return false;
  }
}

/**
 * Why it is aborted, if it says.
 *
 * @param {AbortSignal | null | undefined} signal
 * @returns {unknown}
 */
export function reasonOf(signal) {
  try {
    return signal?.reason;
  } catch {
    return undefined;
  }
}
