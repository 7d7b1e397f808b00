/**
 * What a page may not be told: `src/secrets.rs` has the rules.
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
 * Texts without their secrets: each with `…` in place of them, or `undefined` where it has none.
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
 * Whether a text that is passed on whole or not at all has a secret in it.
 *
 * @param {Secrets} secrets
 * @param {string} text
 */
export function isSecret({ known, hosts }, text) {
  return hasSecret(known, hosts, text);
}
