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
 * @param {() => void} how.ended is called once, however it ends
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
export function passedOn(first, reader, { mostBytes, failed, ended }) {
  let left = mostBytes;
  let ahead = first;
  return new ReadableStream({
    async pull(controller) {
      try {
        // A chunk of nothing would not have it asked again.
        /** @type {Uint8Array<ArrayBuffer> | undefined} */
        let chunk = ahead;
        ahead = new Uint8Array();
        while (chunk?.byteLength === 0) chunk = (await reader.read()).value;
        if (!chunk) {
          ended();
          controller.close();
          return;
        }
        left -= chunk.byteLength;
        if (left < 0) throw new TooLong();
        controller.enqueue(chunk);
      } catch (thrown) {
        ended();
        controller.error(failed(thrown));
        await reader.cancel().catch(() => {});
      }
    },
    async cancel(reason) {
      ended();
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
  let timer = setTimeout(expire, ms);
  const end = {
    signal: controller.signal,
    /** Whether it was the time. */
    isOver: false,
    /** From now on there is this much time. @param {number} [more] default: no end */
    extend(more) {
      clearTimeout(timer);
      if (more !== undefined) timer = setTimeout(expire, more);
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
