/**
 * Names of files that come from other people, made safe.
 *
 * @module
 */
import { createHash } from 'node:crypto';

/** Most file systems allow 255 bytes; the hash and a dash come before. */
const MOST_BYTES = 120;

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name that stays in its folder, whatever it was: letters, digits, spaces and a few signs, not hidden.
 *
 * @param {string} name
 */
export function safeName(name) {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._()-]+/gu, '_')
    .replaceAll(/\.{2,}/g, '.')
    .replace(/^[ ._]+/, '')
    .replace(/[ .]+$/, '');
  const short = shortened(plain);
  return short === '' || DEVICE.test(short) ? `file-${short}` : short;
}

/**
 * Keeps the ending.
 *
 * @param {string} name
 */
function shortened(name) {
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - ending.length);
  while (Buffer.byteLength(stem + ending) > MOST_BYTES)
    stem = Array.from(stem).slice(0, -1).join('');
  return stem + ending;
}

/**
 * Where an attachment is saved: attachments of the same name, also of one message, have different places.
 *
 * @param {string} month
 * @param {string} key what identifies the attachment
 * @param {string} name as it was sent
 */
export function placeOf(month, key, name) {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return `attachments/month=${month}/${hash}-${safeName(name)}`;
}
