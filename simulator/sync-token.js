/**
 * `sync_token`: base64 of `<id>_<from ms>_<to ms>`, the times between which the client has the messages.
 * @module
 */
import { createHmac } from 'node:crypto';

const SECOND = 1000;

/** @typedef {{ from: number, to: number }} Span In milliseconds since 1970. */

/**
 * @param {object} context
 * @param {string} context.key
 * @param {() => number} context.now
 */
export function createSyncTokens({ key, now }) {
  /** @param {string} sessionId @param {Span} span @param {string} issued */
  const sign = (sessionId, { from, to }, issued) =>
    createHmac('sha256', key)
      .update(JSON.stringify([sessionId, from, to, issued]))
      .digest('hex')
      .slice(0, 4);

  return {
    /** @param {string} sessionId @param {Span} span */
    issue(sessionId, span) {
      // The id is Zoom's in length, and tells when the token was issued.
      const issued = Math.floor(now() / SECOND).toString(36);
      const id = `${issued}${sign(sessionId, span, issued)}`;
      return Buffer.from(`${id}_${span.from}_${span.to}`).toString('base64');
    },

    /**
     * @param {string} sessionId
     * @param {string} token
     * @param {number} lifetimeS 0: for ever.
     * @returns {Span | undefined} Undefined: invalid or expired.
     */
    read(sessionId, token, lifetimeS) {
      const text = Buffer.from(token, 'base64').toString('latin1');
      const [, issued = '', signature = '', from = '', to = ''] =
        /^(\w{6})(\w{4})_(-?\d+)_(-?\d+)$/.exec(text) ?? [];
      const span = { from: Number(from), to: Number(to) };
      const ageS = now() / SECOND - parseInt(issued, 36);
      const isGenuine = signature !== '' && signature === sign(sessionId, span, issued);
      return isGenuine && (lifetimeS === 0 || ageS <= lifetimeS) ? span : undefined;
    },
  };
}
