/**
 * Secrets in every form that a server may repeat them in.
 *
 * @module
 */

const bytesOf = (/** @type {string} */ text) => Buffer.from(text);
const percent = (/** @type {string} */ text) =>
  [...bytesOf(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Some text before it moves a secret to each place within Base64's groups. */
const aligned = (/** @type {'base64' | 'base64url'} */ form) =>
  ['', 'x', 'xy'].map((before) => (/** @type {string} */ text) => {
    return bytesOf(`${before}${text} and more`).toString(form);
  });

/** @type {Record<string, (text: string) => string>} */
export const FORMS = {
  raw: (text) => text,
  'percent-encoded, lower case': percent,
  'percent-encoded, upper case': (text) => percent(text).toUpperCase(),
  'percent-encoded twice': (text) => percent(percent(text)),
  'percent-encoded in part': (text) =>
    encodeURIComponent(text).replace(/[a-z]/, (letter) => percent(letter)),
  ...Object.fromEntries(aligned('base64').map((form, at) => [`Base64 from place ${at}`, form])),
  ...Object.fromEntries(
    aligned('base64url').map((form, at) => [`base64url from place ${at}`, form]),
  ),
  hex: (text) => bytesOf(text).toString('hex'),
  'percent-encoded, then Base64': (text) => Buffer.from(percent(text)).toString('base64'),
  'hex, upper case': (text) => bytesOf(text).toString('hex').toUpperCase(),
};

export const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.c2lnbmF0dXJlLW9mLWNhbmFyeQ';
export const LINK = `https://file.zoom.us/file/download/CanaryPath?jwt=${JWT}`;
/** What no JWT gives away. */
export const SIGNED = 'https://file-us06.zoom.us/f/CanaryFile?signature=CanarySignature0123456789';

/** A part this long cannot occur by chance: finding it means finding the secret. */
const TELLING = 14;

/**
 * Whether a text has a secret in it, in any form: also of two forms, one in the other. Each part of it
 * is decoded in every way.
 *
 * @param {string} text
 * @param {string} secret
 * @param {number} [depth]
 * @returns {boolean}
 */
export function holds(text, secret, depth = 2) {
  const start = Math.max(0, Math.floor((secret.length - TELLING) / 2));
  const part = secret.slice(start, start + TELLING);
  if (text.includes(part)) return true;
  if (depth === 0) return false;
  /** @type {string[]} */
  const decoded = [];
  if (/%[\da-f]{2}/i.test(text)) {
    decoded.push(
      text.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    );
  }
  for (const [run] of text.matchAll(/[\w+/-]{16,}/g)) {
    for (let at = 0; at < 4; at += 1)
      decoded.push(Buffer.from(run.slice(at), 'base64').toString('latin1'));
  }
  for (const [run] of text.matchAll(/[\da-f]{16,}/gi)) {
    for (let at = 0; at < 2; at += 1)
      decoded.push(Buffer.from(run.slice(at), 'hex').toString('latin1'));
  }
  return decoded.some((inner) => holds(inner, secret, depth - 1));
}
