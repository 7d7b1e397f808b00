/**
 * The answer that has a file. Each engine replaces the error of a body that failed by one of its own when
 * it reads the body itself, so it is read here.
 *
 * @module
 */
import { DecodeError } from './errors.js';
import { join } from './streams.js';

/** @type {ReturnType<typeof define> | undefined} */
let FileResponse;

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body which fails with what its reader shall get
 * @param {Headers} headers
 * @returns {Response}
 */
export function fileResponse(body, headers) {
  FileResponse ??= define();
  return new FileResponse(body, { headers });
}

/** Not at once: the package can be imported where there is no `Response`. */
function define() {
  return class extends Response {
    /** @override */
    async arrayBuffer() {
      const { buffer } = await this.bytes();
      return buffer;
    }

    /** @override */
    async blob() {
      return (await this.#whole()).blob();
    }

    /** @override @returns {Promise<Uint8Array<ArrayBuffer>>} */
    async bytes() {
      return this.body && !this.bodyUsed && !this.body.locked
        ? bytesOf(this.body)
        : new Uint8Array(await super.arrayBuffer());
    }

    /** @override */
    async text() {
      return (await this.#whole()).text();
    }

    /** @override */
    async json() {
      return parsed('JSON', JSON.parse, await this.text());
    }

    /** @override */
    async formData() {
      return parsed('form', (whole) => whole.formData(), await this.#whole());
    }

    /** @override */
    clone() {
      const { body, headers } = super.clone();
      return fileResponse(/** @type {NonNullable<typeof body>} */ (body), headers);
    }

    /** The same with a body that is here, for what a platform makes of it. */
    async #whole() {
      return new Response(await this.bytes(), { headers: this.headers });
    }
  };
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} body */
async function bytesOf(body) {
  const reader = body.getReader();
  const chunks = [];
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    chunks.push(value);
  }
  return join(chunks);
}

/**
 * The parsers of engines quote what they cannot read.
 *
 * @template From, To
 * @param {string} what
 * @param {(whole: From) => To} parse
 * @param {From} whole
 */
async function parsed(what, parse, whole) {
  try {
    return await parse(whole);
  } catch {
    const message = `The attachment came whole, and is no ${what}.`;
    throw new DecodeError({ kind: 'decode', message, retryable: false });
  }
}
