/**
 * Who may ask: the tokens that are always there, and those issued, which expire by the clock. A token
 * belongs to an account.
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

/** The account of the tokens that need no issuing. */
export const DEFAULT_ACCOUNT = 'simulator-account';

/** @typedef {ReturnType<typeof createAccessTokens>} AccessTokens */

/**
 * @param {{ key: string, now: () => number, switches: import('./switches.js').SwitchBoard }} context
 */
export function createAccessTokens({ key, now, switches }) {
  let issued = 0;
  /** @type {Set<string>} */
  const revoked = new Set();

  return {
    get lifetimeS() {
      return switches.values.tokenLifetimeS;
    },

    /** @param {string} [account] */
    issue(account = DEFAULT_ACCOUNT) {
      issued += 1;
      // It cannot be replaced by another, as those that were issued can: it is good again instead.
      revoked.delete(STATIC_TOKENS.valid);
      const exp = Math.floor(now() / 1000) + switches.values.tokenLifetimeS;
      return signJwt({ jti: issued, exp, acc: account }, key);
    },

    /**
     * From now on the token is refused, though it has not expired.
     * @param {string | undefined} authorization The header.
     */
    revoke(authorization) {
      const token = readBearer(authorization);
      if (token !== undefined) revoked.add(token);
    },

    /**
     * @param {string | undefined} authorization The header.
     * @returns {string} The account of the token.
     * @throws {import('./api-error.js').ApiError} Unless it is a bearer token that may read messages.
     */
    check(authorization) {
      const token = readBearer(authorization);
      if (token === undefined || revoked.has(token)) throw invalidAccessToken();
      if (token === STATIC_TOKENS.valid) return DEFAULT_ACCOUNT;
      if (token === STATIC_TOKENS.withoutScope) throw missingScope(SCOPES);
      if (token === STATIC_TOKENS.expired) throw expiredAccessToken();

      const claims = readJwt(token, key);
      if (!claims) throw invalidAccessToken();
      if (claims.exp * 1000 <= now()) throw expiredAccessToken();
      return claims.acc ?? DEFAULT_ACCOUNT;
    },
  };
}

/** @param {string | undefined} authorization */
const readBearer = (authorization) => /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
