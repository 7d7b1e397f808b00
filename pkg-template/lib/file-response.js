/**
 * The `Response` of an attachment. When an engine reads a failing body, it replaces the error by its own;
 * so this class reads the body itself.
 *
 * @module
 */
import { DecodeError } from './errors.js';
import { join } from './streams.js';

/** @type {ReturnType<typeof define> | undefined} */
let FileResponse;

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body its error is what the reader gets
 * @param {Headers} headers
 * @returns {Response}
 */
export function fileResponse(body, headers) {
  FileResponse ??= define();
  return new FileResponse(body, { headers });
}

/** Defined on first use: the package can be imported where there is no `Response`. */
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
      return parsed('a form', (whole) => whole.formData(), await this.#whole());
    }

    /** @override */
    clone() {
      const { body, headers } = super.clone();
      return fileResponse(/** @type {NonNullable<typeof body>} */ (body), headers);
    }

    /** The same response with the complete body, for the platform to convert. */
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
 * Parses without quoting the content: engines' own errors quote what they cannot parse.
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
    const message = `The attachment is complete, but is not ${what}.`;
    throw new DecodeError({ kind: 'decode', message, retryable: false });
  }
}
