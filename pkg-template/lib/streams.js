/**
 * Bodies that come in pieces, with bounds; waiting for what others promise, with bounds too; and signals,
 * of the platform or alike, heard by one listener each, since Node warns of more than ten.
 *
 * @module
 */
/** @typedef {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} Reader */

/** So many chunks are joined while more come. */
const MANY = 1_000;

/** A body has more bytes than it may have. */
export class TooLong extends Error {}

/** A body has other bytes than it should have. */
export class WrongLength extends Error {
  /** @param {number} length @param {number} size */
  constructor(length, size) {
    super();
    this.length = length;
    this.size = size;
  }
}

/**
 * The first bytes of a body, so many or all that there are; nothing is lost of the rest. A body that
 * fails, or does not come before the signal is aborted, is cancelled.
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
      // Each takes more memory than the few bytes in it; and timers have to get their turn.
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
 * A whole body of what a caller's or the platform's `fetch` gave. The platform's own is given up as soon as it is
 * too long; how others keep theirs only their `arrayBuffer()` knows.
 *
 * @param {Response} response
 * @param {number} mostBytes
 * @param {number} declared how long it says that it is
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>} `Infinity` in place of one that is longer
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
 * A whole body.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null} body
 * @param {number} mostBytes
 * @param {AbortSignal} signal
 * @throws {TooLong} as soon as there are more
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
 * The next bytes of a body, at least one; none at its end.
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
    // Empty chunks without an end would leave no turn to the timer that ends this.
    await turn();
  }
}

/** Everything else that waits for its turn has had it. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/**
 * The bytes of a chunk. Only those of the platform's own bodies are always a `Uint8Array`.
 *
 * @param {unknown} chunk
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(chunk) {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  if (!ArrayBuffer.isView(chunk)) throw new TypeError('A body has a chunk that is no bytes.');
  const { buffer, byteOffset, byteLength } = /** @type {ArrayBufferView<ArrayBuffer>} */ (chunk);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * A body that is passed on, as it is wanted.
 *
 * @param {Uint8Array<ArrayBuffer>} first what has been read of it
 * @param {Reader} reader
 * @param {object} how
 * @param {number} how.mostBytes
 * @param {(thrown: unknown) => unknown} how.failed makes the error that its reader gets
 * @param {ReturnType<typeof deadline>} how.end is released, however it ends
 * @param {number} [how.silentMs] how long nothing may come of what is waited for; default: as `end` has it
 * @param {((length: number) => void) | undefined} [how.check] throws if all of it may not have this length
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
export function passedOn(first, reader, { mostBytes, failed, end, silentMs, check }) {
  let length = 0;
  let ahead = first;
  const read = async () => {
    if (silentMs) end.extend(silentMs);
    const chunk = await readBytes(reader, end.signal);
    // A slow reader is not a silent body.
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
 * Cancels a body that is not wanted. That is not waited for: it may take for ever.
 *
 * @param {{ cancel(reason?: unknown): Promise<void> } | null | undefined} body or its reader
 * @param {unknown} [reason]
 */
export function discard(body, reason) {
  ignore(() => body?.cancel(reason));
}

/**
 * Takes no notice of what a function gives, throws, or rejects with.
 *
 * @param {() => unknown} work
 */
export function ignore(work) {
  new Promise((resolve) => {
    resolve(work());
  }).catch(() => {});
}

/**
 * A signal that is aborted by another one or after a time, until it is released.
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
  /** In two halves: what has come while this thread was busy is read before the second. @param {number} time */
  const start = (time) => {
    timer = setTimeout(() => {
      timer = setTimeout(expire, time / 2);
    }, time / 2);
  };
  start(ms);
  const end = {
    signal: controller.signal,
    /** Whether it was the time. */
    isOver: false,
    /** From now on there is this much time. @param {number} [more] default: no end */
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
 * What a promise gives, unless the signal is aborted sooner.
 *
 * @template Value
 * @param {Value | PromiseLike<Value>} given
 * @param {AbortSignal} signal
 * @param {(late: Awaited<Value>) => void} [unwanted] is given what comes too late
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
 * Chunks as one; bytes that are all of their buffer.
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
