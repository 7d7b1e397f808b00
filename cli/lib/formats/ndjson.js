/**
 * NDJSON: a JSON object on each line.
 *
 * @module
 */
import { createReadStream } from 'node:fs';
import { decodeSmsSession, toNdjson } from 'zoom-phone-sms';

/** @import { Encoder, FormatOptions, Input } from './format.js' */

export const extension = 'ndjson';
export const appendable = true;

/**
 * @param {FormatOptions} options
 * @returns {Promise<Encoder>}
 */
export async function createEncoder(options) {
  return { add: linesOf(options), end: () => new Uint8Array(), discard() {} };
}

/**
 * A function that gives the lines of an input.
 *
 * @param {FormatOptions} options
 * @returns {Encoder['add']}
 */
export function linesOf({ grain, callingCode, messages }) {
  if (messages) return asSent;
  return (input, sessionId) => toNdjson(input, { grain, callingCode, sessionId });
}

/**
 * @param {Input} input
 * @param {string} [session_id]
 */
function asSent(input, session_id) {
  const messages = input instanceof Uint8Array ? decodeSmsSession(input).sms_histories : input;
  const lines = messages.map((message) => JSON.stringify({ session_id, ...message }));
  return Buffer.from(lines.map((line) => `${escaped(line)}\n`).join(''));
}

/**
 * Some readers end a line at these characters too.
 *
 * @param {string} json
 */
const escaped = (json) =>
  json.replaceAll(
    /[\u0085\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * @param {string} path
 * @returns {Promise<import('./format.js').Inspected>}
 */
export async function inspect(path) {
  let rows = 0;
  for await (const chunk of createReadStream(path)) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
  }
  return { rows, first: null, last: null };
}
