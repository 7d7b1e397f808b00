/**
 * Attachments: URLs that carry a signed permission, and the bytes behind them.
 * @module
 */
import { expiredAccessToken, invalidAccessToken } from './api-error.js';
import { readJwt, signJwt } from './jwt.js';

/**
 * @typedef {object} SmsAttachment
 * @property {string} id
 * @property {string} name
 * @property {number} size In bytes.
 * @property {string} type
 * @property {string} download_url
 */

/** @typedef {ReturnType<typeof createDownloads>} Downloads */

/**
 * @param {object} context
 * @param {string} context.origin Where the URLs point to.
 * @param {string} context.key
 * @param {number} context.expiry When all of them expire, in milliseconds since 1970.
 * @param {() => number} context.now
 */
export function createDownloads({ origin, key, expiry, now }) {
  return {
    /**
     * @param {Omit<SmsAttachment, 'download_url'>} file
     * @returns {SmsAttachment}
     */
    link(file) {
      const claims = { dig: file.id, size: file.size, exp: Math.floor(expiry / 1000) };
      const jwt = signJwt(claims, key);
      return { ...file, download_url: `${origin}/file/download/${file.id}?jwt=${jwt}` };
    },

    /**
     * As many bytes as the attachment says it has, for whoever shows a valid URL.
     * @param {string} id
     * @param {string} jwt
     * @returns {Response}
     */
    answer(id, jwt) {
      const claims = readJwt(jwt, key);
      if (claims?.dig !== id) throw invalidAccessToken();
      if (claims.exp * 1000 <= now()) throw expiredAccessToken();
      return new Response(new Uint8Array(claims.size ?? 0), {
        headers: { 'content-type': 'application/octet-stream' },
      });
    },
  };
}
