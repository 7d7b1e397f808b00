/**
 * Who may ask: the tokens that are always there, and those issued, which expire by the clock.
 * @module
 */
import { expiredAccessToken, invalidAccessToken, missingScope } from './api-error.js';
import { readJwt, signJwt } from './jwt.js';

/** The scopes of which one is needed; an issued token has both. */
export const SCOPES = Object.freeze(['phone_sms:read', 'phone_sms:read:admin']);

/** The tokens that need no issuing. */
export const STATIC_TOKENS = Object.freeze({
  valid: 'simulator-token',
  withoutScope: 'simulator-token-no-scope',
  expired: 'simulator-token-expired',
});

/** @typedef {ReturnType<typeof createAccessTokens>} AccessTokens */

/**
 * @param {{ key: string, now: () => number, lifetimeS: number }} context
 */
export function createAccessTokens({ key, now, lifetimeS }) {
  let issued = 0;

  return {
    lifetimeS,

    issue() {
      issued += 1;
      return signJwt({ jti: issued, exp: Math.floor(now() / 1000) + lifetimeS }, key);
    },

    /**
     * @param {string | undefined} authorization The header.
     * @throws {import('./api-error.js').ApiError} Unless it is a bearer token that may read messages.
     */
    check(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw invalidAccessToken();
      if (token === STATIC_TOKENS.valid) return;
      if (token === STATIC_TOKENS.withoutScope) throw missingScope(SCOPES);
      if (token === STATIC_TOKENS.expired) throw expiredAccessToken();

      const claims = readJwt(token, key);
      if (!claims) throw invalidAccessToken();
      if (claims.exp * 1000 <= now()) throw expiredAccessToken();
    },
  };
}
