/**
 * Bodies that come in pieces, with bounds.
 *
 * @module
 */

/** A body has more bytes than it may have. */
export class TooLong extends Error {}

/**
 * The first bytes of a body, so many or all that there are; nothing is lost of the rest.
 *
 * @param {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} reader
 * @param {number} count
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readSome(reader, count) {
  const chunks = [];
  let length = 0;
  while (length < count) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
  }
  return join(chunks, length);
}

/**
 * A whole body.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>> | null} body
 * @param {number} mostBytes
 * @throws {TooLong} as soon as there are more
 */
export async function readAll(body, mostBytes) {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const bytes = await readSome(reader, mostBytes + 1);
  if (bytes.byteLength > mostBytes) {
    await reader.cancel();
    throw new TooLong();
  }
  return bytes;
}

/**
 * A body that is passed on, as it is wanted.
 *
 * @param {Uint8Array<ArrayBuffer>} first what has been read of it
 * @param {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} reader
 * @param {object} how
 * @param {number} how.mostBytes
 * @param {(thrown: unknown) => unknown} how.failed makes the error that its reader gets
 * @param {ReturnType<typeof deadline>} how.end is released, however it ends
 * @param {number} [how.silentMs] how long nothing may come of what is waited for; default: as `end` has it
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
export function passedOn(first, reader, { mostBytes, failed, end, silentMs }) {
  let left = mostBytes;
  let ahead = first;
  const read = async () => {
    if (silentMs) end.extend(silentMs);
    const { value } = await unlessAborted(reader.read(), end.signal);
    // Whoever takes long to read is not the body's silence.
    if (silentMs) end.extend();
    return value;
  };
  return new ReadableStream({
    async pull(controller) {
      try {
        // A chunk of nothing would not have it asked again.
        /** @type {Uint8Array<ArrayBuffer> | undefined} */
        let chunk = ahead;
        ahead = new Uint8Array();
        while (chunk?.byteLength === 0) chunk = await read();
        if (!chunk) {
          end.release();
          controller.close();
          return;
        }
        left -= chunk.byteLength;
        if (left < 0) throw new TooLong();
        controller.enqueue(chunk);
      } catch (thrown) {
        end.release();
        controller.error(failed(thrown));
        await reader.cancel().catch(() => {});
      }
    },
    async cancel(reason) {
      end.release();
      await reader.cancel(reason);
    },
  });
}

/**
 * A signal that is aborted by another one or after a time, until it is released.
 *
 * @param {number} ms
 * @param {AbortSignal | null} [other]
 */
export function deadline(ms, other) {
  const controller = new AbortController();
  const stop = () => controller.abort(other?.reason);
  const expire = () => {
    end.isOver = true;
    controller.abort(new DOMException('Time is over.', 'TimeoutError'));
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
      other?.removeEventListener('abort', stop);
    },
  };
  if (other?.aborted) stop();
  else other?.addEventListener('abort', stop, { once: true });
  return end;
}

/**
 * What a promise gives, unless the signal is aborted sooner.
 *
 * @template Value
 * @param {Promise<Value>} promise
 * @param {AbortSignal} signal
 * @returns {Promise<Value>}
 */
export function unlessAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/**
 * @param {Uint8Array<ArrayBuffer>[]} chunks
 * @param {number} length
 */
function join(chunks, length) {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}
