/**
 * stdout, which holds data only.
 *
 * @module
 */

/** A closed stdout, as of `| head`, is a normal end. */
export class ClosedOutput extends Error {}

/** Fails the next write once the reader of stdout has gone. */
export class Output {
  /** @type {Error | undefined} */
  #failure;
  #wake = () => {};

  /** @param {NodeJS.WritableStream} stream */
  constructor(stream = process.stdout) {
    this.stream = stream;
    stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      this.#failure = error.code === 'EPIPE' ? new ClosedOutput() : error;
      this.#wake();
    });
  }

  /**
   * Writes, and waits until the reader has taken enough of it.
   *
   * @param {string | Uint8Array} chunk
   */
  async write(chunk) {
    if (this.#failure) throw this.#failure;
    if (chunk.length === 0) return;
    const isTaken = this.stream.write(chunk);
    if (!isTaken) await this.#drained();
    if (this.#failure) throw this.#failure;
  }

  /** @param {unknown} value */
  json(value) {
    return this.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** @param {string} text */
  line(text) {
    return this.write(`${text}\n`);
  }

  #drained() {
    return /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        this.#wake = resolve;
        this.stream.once('drain', resolve);
      })
    );
  }
}
