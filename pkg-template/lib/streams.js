/**
 * Reads bodies in chunks with a size limit, awaits foreign promises with a time limit, and listens to abort
 * signals with one listener each, because Node warns of more than ten.
 *
 * @module
 */
/** @typedef {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} Reader */

/** Chunks to collect before joining them. */
const MANY = 1_000;

/** A body exceeds its limit. */
export class TooLong extends Error {}

/** A body has the wrong length. */
export class WrongLength extends Error {
  /** @param {number} length @param {number} size */
  constructor(length, size) {
    super();
    this.length = length;
    this.size = size;
  }
}

/**
 * Reads at least `count` bytes of a body, or all of it; the rest stays readable. Cancels a body that fails,
 * or is not read before the signal is aborted.
 *
 * @param {Reader} reader
 * @param {number} count
 * @param {AbortSignal} signal
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readSome(reader, count, signal) {
  const parts = [];
  let chunks = [];
  let length = 0;
  try {
    while (length < count) {
      const chunk = await readBytes(reader, signal);
      if (!chunk) break;
      chunks.push(chunk);
      length += chunk.byteLength;
      if (chunks.length < MANY) continue;
      // Small chunks waste memory, and timers have to run.
      parts.push(join(chunks));
      chunks = [];
      await turn();
    }
  } catch (thrown) {
    discard(reader);
    throw thrown;
  }
  return join([...parts, ...chunks]);
}

/**
 * Reads the whole body of a response from any `fetch`. A platform body is abandoned as soon as it is too long;
 * other libraries' bodies are only known through `arrayBuffer()`.
 *
 * @param {Response} response
 * @param {number} mostBytes
 * @param {number} declared its `content-length`
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>} `Infinity` if it is too long
 */
export async function bodyOf(response, mostBytes, declared, signal) {
  if (declared > mostBytes) {
    ignore(() => response.body?.cancel());
    return Number.POSITIVE_INFINITY;
  }
  const isOwn = response.arrayBuffer === globalThis.Response?.prototype.arrayBuffer;
  if (!isOwn || response.bodyUsed) return response.arrayBuffer();
  try {
    return await readAll(response.body, mostBytes, signal);
  } catch (thrown) {
    if (thrown instanceof TooLong) return Number.POSITIVE_INFINITY;
    throw thrown;
  }
}

/**
 * Reads a whole body.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null} body
 * @param {number} mostBytes
 * @param {AbortSignal} signal
 * @throws {TooLong} as soon as it has more bytes
 */
export async function readAll(body, mostBytes, signal) {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const bytes = await readSome(reader, mostBytes + 1, signal);
  if (bytes.byteLength > mostBytes) {
    discard(reader);
    throw new TooLong();
  }
  return bytes;
}

/**
 * The next bytes of a body: at least one, or `undefined` at its end.
 *
 * @param {Reader} reader
 * @param {AbortSignal} signal
 */
async function readBytes(reader, signal) {
  for (;;) {
    const { done, value } = await unlessAborted(reader.read(), signal);
    if (done) return undefined;
    const bytes = bytesOf(value);
    if (bytes.byteLength > 0) return bytes;
    // Endless empty chunks would starve the timer that ends this.
    await turn();
  }
}

/** Lets timers and other tasks run. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/**
 * The bytes of a chunk. Only chunks of platform bodies are always a `Uint8Array`.
 *
 * @param {unknown} chunk
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(chunk) {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  if (!ArrayBuffer.isView(chunk)) throw new TypeError('A body has a chunk that is not bytes.');
  const { buffer, byteOffset, byteLength } = /** @type {ArrayBufferView<ArrayBuffer>} */ (chunk);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * Passes a body on as its reader pulls it.
 *
 * @param {Uint8Array<ArrayBuffer>} first the bytes read so far
 * @param {Reader} reader
 * @param {object} how
 * @param {number} how.mostBytes
 * @param {(thrown: unknown) => unknown} how.failed makes the error that its reader gets
 * @param {ReturnType<typeof deadline>} how.end is released when the body ends in any way
 * @param {number} [how.silentMs] the longest wait for the next chunk; default: the time of `end`
 * @param {((length: number) => void) | undefined} [how.check] throws if the complete body has the wrong length
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
export function passedOn(first, reader, { mostBytes, failed, end, silentMs, check }) {
  let length = 0;
  let ahead = first;
  const read = async () => {
    if (silentMs) end.extend(silentMs);
    const chunk = await readBytes(reader, end.signal);
    // Time between reads does not count.
    if (silentMs) end.extend();
    return chunk;
  };
  return new ReadableStream({
    async pull(controller) {
      try {
        const chunk = ahead.byteLength > 0 ? ahead : await read();
        ahead = new Uint8Array();
        length += chunk?.byteLength ?? 0;
        if (length > mostBytes) throw new TooLong();
        if (chunk) {
          controller.enqueue(chunk);
        } else {
          check?.(length);
          end.release();
          controller.close();
        }
      } catch (thrown) {
        end.release();
        controller.error(failed(thrown));
        discard(reader);
      }
    },
    cancel(reason) {
      end.release();
      discard(reader, reason);
    },
  });
}

/**
 * Cancels an unwanted body, without waiting: that may take forever.
 *
 * @param {{ cancel(reason?: unknown): Promise<void> } | null | undefined} body or its reader
 * @param {unknown} [reason]
 */
export function discard(body, reason) {
  ignore(() => body?.cancel(reason));
}

/**
 * Ignores what a function returns, throws, or rejects with.
 *
 * @param {() => unknown} work
 */
export function ignore(work) {
  new Promise((resolve) => {
    resolve(work());
  }).catch(() => {});
}

/**
 * A signal that aborts with another signal or after a time, until it is released.
 *
 * @param {number} ms
 * @param {AbortSignal | null} [other]
 */
export function deadline(ms, other) {
  const controller = new AbortController();
  const stop = () => controller.abort(reasonOf(other));
  const expire = () => {
    end.isOver = true;
    // React Native has no `DOMException`, and what its `abort` is given goes nowhere.
    controller.abort(Object.assign(new Error('Time is over.'), { name: 'TimeoutError' }));
  };
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  /** In two halves: data that arrived while this thread was busy is read before the second. @param {number} time */
  const start = (time) => {
    timer = setTimeout(() => {
      timer = setTimeout(expire, time / 2);
    }, time / 2);
  };
  start(ms);
  const end = {
    signal: controller.signal,
    /** Whether the time is over. */
    isOver: false,
    /** Restarts the timer. @param {number} [more] default: no limit */
    extend(more) {
      clearTimeout(timer);
      if (more !== undefined) start(more);
    },
    release() {
      clearTimeout(timer);
      offAbort(other, stop);
    },
  };
  if (isAborted(other)) stop();
  else onAbort(other, stop);
  return end;
}

/**
 * Awaits a value unless the signal is aborted first.
 *
 * @template Value
 * @param {Value | PromiseLike<Value>} given
 * @param {AbortSignal} signal
 * @param {(late: Awaited<Value>) => void} [unwanted] receives a value that arrives too late
 * @returns {Promise<Awaited<Value>>}
 */
export async function unlessAborted(given, signal, unwanted) {
  let stop = () => {};
  /** @type {Promise<never>} */
  const aborted = new Promise((_, reject) => {
    stop = () => reject(signal.reason);
  });
  if (signal.aborted) stop();
  else onAbort(signal, stop);
  try {
    return await Promise.race([aborted, given]);
  } catch (thrown) {
    if (unwanted && signal.aborted) ignore(async () => unwanted(await given));
    throw thrown;
  } finally {
    offAbort(signal, stop);
  }
}

/**
 * Joins chunks into bytes that fill their buffer.
 *
 * @param {Uint8Array<ArrayBuffer>[]} chunks
 */
export function join(chunks) {
  const [only] = chunks;
  if (only && chunks.length === 1 && only.byteLength === only.buffer.byteLength) return only;
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** @typedef {{ calls: Set<() => void>, ring: () => void }} Bell */

/** @type {WeakMap<object, Bell>} */
const bells = new WeakMap();

/**
 * Calls a function when the signal is aborted, until {@link offAbort}. Ignores signals that accept no
 * listener.
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
 * Whether a signal is aborted; safe for any value.
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
 * The reason of an aborted signal, if readable.
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
