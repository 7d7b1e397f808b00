/**
 * Attachments: URLs with a signed permission, and their bytes.
 * @module
 */
import { expiredAccessToken, invalidAccessToken } from './api-error.js';
import { DOWNLOAD_FAULTS } from './download-faults.js';
import { readJwt, signJwt } from './jwt.js';
import { mediaOf } from './media.js';

/** @typedef {import('./wire.js').SmsAttachment} SmsAttachment */

/** @typedef {ReturnType<typeof createDownloads>} Downloads */

/**
 * @typedef {object} DownloadSwitches
 * @property {number} downloadLifetimeS
 * @property {'none' | import('./download-faults.js').DownloadFaultName} downloadFault
 * @property {number} slowMs
 */

/**
 * @param {object} context
 * @param {string} context.origin The origin of the URLs.
 * @param {string} context.key
 * @param {number} context.expiry When all of them expire, in milliseconds since 1970, unless
 *   `downloadLifetimeS` says otherwise.
 * @param {() => number} context.now
 * @param {import('./stream.js').Sleep} context.sleep
 * @param {import('./switch-board.js').Switched<DownloadSwitches>} context.switches
 */
export function createDownloads({ origin, key, expiry, now, sleep, switches }) {
  /**
   * @param {Omit<SmsAttachment, 'download_url'>} file
   * @param {number} until
   * @returns {SmsAttachment}
   */
  function sign(file, until) {
    const ending = file.name.split('.').at(-1) ?? '';
    const claims = { dig: file.id, size: file.size, ending, exp: Math.floor(until / 1000) };
    const jwt = signJwt(claims, key);
    return { ...file, download_url: `${origin}/file/download/${file.id}?jwt=${jwt}` };
  }

  return {
    /** @param {Omit<SmsAttachment, 'download_url'>} file */
    link: (file) => sign(file, expiry),

    /**
     * The same message with newly signed URLs, if they have a lifetime.
     * @param {import('./wire.js').SmsMessage} message
     */
    renew(message) {
      const { downloadLifetimeS } = switches.values;
      if (downloadLifetimeS === 0 || !message.attachments) return message;
      const until = now() + downloadLifetimeS * 1000;
      const attachments = message.attachments.map((file) => sign(file, until));
      return { ...message, attachments };
    },

    /**
     * A file of the attachment's type and size, for a valid URL.
     * @param {string} id
     * @param {string} jwt
     * @param {Request} request
     * @returns {Response | Promise<Response>}
     */
    answer(id, jwt, request) {
      const claims = readJwt(jwt, key);
      if (claims?.dig !== id) throw invalidAccessToken();
      if (claims.exp * 1000 <= now()) throw expiredAccessToken();
      const media = mediaOf(claims.ending ?? '', claims.size ?? 0);
      const { downloadFault, slowMs } = switches.values;
      if (downloadFault !== 'none') {
        return DOWNLOAD_FAULTS[downloadFault].answer({ request, media, slowMs, sleep });
      }
      const { type, bytes } = media;
      const headers = { 'content-type': type, 'content-length': String(bytes.length) };
      return new Response(bytes, { headers });
    },
  };
}
