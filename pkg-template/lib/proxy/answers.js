/**
 * The responses to a page: only the headers that a client needs, and nothing that runs.
 *
 * @module
 */
import { httpRetryAfter } from '../../wasm/zoom_phone_sms.js';
import { TRACKING_ID } from '../rules.js';
import { LIMIT_HEADERS } from './rules.js';
import { isSecret } from './secrets.js';

/** @import { Secrets } from './secrets.js' */

/** The headers that the client reads for its limits, and the id for Zoom's support. */
const PASSED = [...LIMIT_HEADERS, TRACKING_ID];

/** An address opened directly is a document without an origin, and runs nothing. */
const SAFE = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * A response with Zoom's JSON.
 *
 * @param {number} status
 * @param {string} json
 * @param {Record<string, string>} [headers] that were {@link passed}
 */
export function passOn(status, json, headers) {
  return new Response(json, { status, headers: { ...SAFE, ...JSON_HEADERS, ...headers } });
}

/**
 * The proxy's own response, in Zoom's format.
 *
 * @param {number} status
 * @param {string} message
 * @param {Record<string, string>} [headers] that were {@link passed}
 */
export function refuse(status, message, headers) {
  return passOn(status, JSON.stringify({ message }), headers);
}

/**
 * A file.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @param {{ type: string, length: string | null }} file
 * @param {Record<string, string>} headers that were {@link passed}
 */
export function passFile(body, { type, length }, headers) {
  return new Response(body, {
    headers: {
      ...SAFE,
      ...headers,
      'accept-ranges': 'none',
      'cache-control': 'private, max-age=300',
      // Types that pages do not show are downloaded, so they are never documents.
      'content-disposition': type === UNKNOWN ? 'attachment' : 'inline',
      'content-type': type,
      // After a sign-out, or for another user, the cache is not used.
      vary: 'authorization, cookie',
      ...(length !== null && /^\d{1,15}$/.test(length) && { 'content-length': length }),
    },
  });
}

const JSON_HEADERS = {
  'access-control-expose-headers': PASSED.join(', '),
  'cache-control': 'no-store',
  'content-type': 'application/json',
};

/**
 * The headers of Zoom's response to pass on: limits, times and ids, without secrets.
 *
 * @param {Headers} headers
 * @param {Secrets} secrets
 */
export function passed(headers, secrets) {
  /** @type {Record<string, string>} */
  const some = {};
  for (const name of PASSED) {
    const value = headers.get(name) ?? '';
    const isPlain = /^[\w=;.,:+ -]{1,128}$/.test(value);
    if (!isPlain || isSecret(secrets, value)) continue;
    const passable = name === 'retry-after' ? httpRetryAfter(value, Date.now()) : value;
    if (passable !== undefined) some[name] = passable;
  }
  return some;
}

/** A file of unknown type. */
export const UNKNOWN = 'application/octet-stream';

/** The number of bytes that determine a file's type. */
export const TELLING_BYTES = 16;

/** The types that pages show, by the first bytes of a file; `?` stands for any byte. None of them can run. */
const KINDS = /** @type {const} */ ([
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['RIFF????WEBP', 'image/webp'],
  ['RIFF????WAVE', 'audio/wav'],
  ['????ftypheic', 'image/heic'],
  ['????ftypmif1', 'image/heic'],
  ['????ftypavif', 'image/avif'],
  ['????ftypM4A', 'audio/mp4'],
  ['????ftyp3g', 'video/3gpp'],
  ['????ftypqt', 'video/quicktime'],
  ['????ftyp', 'video/mp4'],
  ['\x1a\x45\xdf\xa3', 'video/webm'],
  ['OggS', 'audio/ogg'],
  ['ID3', 'audio/mpeg'],
  ['\xff\xfb', 'audio/mpeg'],
  ['\xff\xf3', 'audio/mpeg'],
  ['\xff\xf1', 'audio/aac'],
  ['\xff\xf9', 'audio/aac'],
  ['#!AMR', 'audio/amr'],
]);

/**
 * The media type of a file, from its content: servers may declare anything.
 *
 * @param {Uint8Array} bytes its first ones
 */
export function kindOf(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, TELLING_BYTES));
  const begins = (/** @type {string} */ form) =>
    head.length >= form.length && [...form].every((at, i) => at === '?' || at === head[i]);
  return KINDS.find(([form]) => begins(form))?.[1] ?? UNKNOWN;
}
