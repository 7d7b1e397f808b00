/**
 * Finds the secrets that a page must not get, by the rules in `src/secrets.rs`.
 *
 * @module
 */
import { hasSecret, withoutSecrets } from '../../wasm/zoom_phone_sms.js';

/**
 * @typedef {object} Secrets
 * @property {string[]} known values that are secret
 * @property {string[]} hosts of attachments, beside Zoom's: links to them are secrets
 */

/**
 * Texts without their secrets: each with `…` in their place, or `undefined` if it has none.
 *
 * @param {Secrets} secrets
 * @param {readonly string[]} texts
 * @param {object} [how]
 * @param {boolean} [how.isWritten] whether people have written them: then only known values are secrets
 */
export function cleaned({ known, hosts }, texts, { isWritten = false } = {}) {
  return withoutSecrets(known, hosts, texts, isWritten);
}

/**
 * Whether a text that is passed on only as a whole, such as a header, contains a secret.
 *
 * @param {Secrets} secrets
 * @param {string} text
 */
export function isSecret({ known, hosts }, text) {
  return hasSecret(known, hosts, text);
}
