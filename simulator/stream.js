/**
 * Bodies that break or are late, and waiting.
 * @module
 */

const BREAK_MS = 50;

/**
 * The connection of each request that came through a port. A body cannot break the rules of HTTP; only
 * its connection can.
 * @type {WeakMap<Request, import('node:net').Socket>}
 */
export const connections = new WeakMap();

/** Thrown instead of a response: the connection is gone. */
export class ConnectionCut extends Error {}

/**
 * The error of a cut connection, as `fetch` throws it.
 * @param {Request} request
 */
export function cutConnection(request) {
  connections.get(request)?.destroy();
  const cause = Object.assign(new Error('The simulator cut the connection.'), {
    code: 'ECONNRESET',
  });
  return new TypeError('fetch failed', { cause });
}

/**
 * A body that begins and never ends.
 * @param {string} beginning
 * @param {Request} request
 * @param {() => Promise<void>} [last] What to do before the connection breaks.
 * @returns {ReadableStream<Uint8Array>}
 */
export function brokenStream(beginning, request, last = async () => {}) {
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!begun) {
        begun = true;
        controller.enqueue(new TextEncoder().encode(beginning));
        return;
      }
      // An immediate error would overtake the beginning, and the server would respond with 500.
      if (connections.has(request)) await new Promise((resolve) => setTimeout(resolve, BREAK_MS));
      await last();
      controller.error(new Error('The simulator broke the connection.'));
    },
  });
}

/**
 * A body whose rest lacks the length that every chunk begins with. A client reads the text as that
 * length, and may put it into an error.
 * @param {string} beginning
 * @param {string} rest
 * @param {Request} request
 */
export function misframedStream(beginning, rest, request) {
  return brokenStream(
    beginning,
    request,
    // The callback also runs if the client has disconnected.
    () =>
      new Promise((resolve) => {
        const connection = connections.get(request);
        if (connection) connection.write(rest, () => resolve());
        else resolve();
      }),
  );
}

/**
 * A body that arrives `ms` late, unless its reader gives up earlier.
 * @param {string} body
 * @param {number} ms
 * @param {AbortSignal} signal
 * @param {Sleep} [sleep]
 * @returns {ReadableStream<Uint8Array>}
 */
export function delayedStream(body, ms, signal, sleep = abortable) {
  const cancelled = new AbortController();
  return new ReadableStream({
    async start(controller) {
      try {
        await sleep(ms, AbortSignal.any([signal, cancelled.signal]));
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      } catch (reason) {
        controller.error(reason);
      }
    },
    cancel: () => cancelled.abort(),
  });
}

/** @typedef {(ms: number, signal: AbortSignal) => Promise<void>} Sleep */

/**
 * Waits in real time, whatever the simulator's clock says, for the timeouts of real clients.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>} Rejects with the reason of the signal.
 */
export function abortable(ms, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
