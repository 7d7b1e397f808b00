/**
 * JSON: one array, with an object on each line.
 *
 * @module
 */
import { linesOf } from './ndjson.js';

/** @import { Encoder, FormatOptions } from './format.js' */

export const extension = 'json';
export const appendable = false;

/**
 * @param {FormatOptions} options
 * @returns {Promise<Encoder>}
 */
export async function createEncoder(options) {
  const lines = linesOf(options);
  let before = '[\n';
  return {
    add(input, sessionId) {
      const text = Buffer.from(lines(input, sessionId)).toString().trimEnd();
      if (text === '') return new Uint8Array();
      // Newlines stand only between objects: in texts they are escaped.
      const array = before + text.replaceAll('\n', ',\n');
      before = ',\n';
      return Buffer.from(array);
    },
    end: () => Buffer.from(before === '[\n' ? '[]\n' : '\n]\n'),
    discard() {},
  };
}
