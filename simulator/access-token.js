/**
 * Who may ask: the tokens that are always there, and those issued, which expire by the clock. A token
 * belongs to an account.
 * @module
 */
import { expiredAccessToken, invalidAccessToken, missingScope } from './api-error.js';
import { readJwt, signJwt } from './jwt.js';

/** The scopes of which one is needed; an issued token has both. */
export const SCOPES = Object.freeze(['phone_sms:read', 'phone_sms:read:admin']);

/** Those of which one is needed below `/accounts/{accountId}`: a master account reads a sub account. */
export const MASTER_SCOPES = Object.freeze(['phone_sms:master', 'phone:read:sms_session:master']);

/** The tokens that need no issuing. */
export const STATIC_TOKENS = Object.freeze({
  valid: 'simulator-token',
  master: 'simulator-token-master',
  withoutScope: 'simulator-token-no-scope',
  expired: 'simulator-token-expired',
});

/** The account of the tokens that need no issuing. */
export const DEFAULT_ACCOUNT = 'simulator-account';

/** There are as many accounts as wanted: what follows a hyphen tells them apart. */
export const ACCOUNT = new RegExp(`^${DEFAULT_ACCOUNT}(-[\\w-]+)?$`);

/** @typedef {ReturnType<typeof createAccessTokens>} AccessTokens */

/**
 * @param {{ key: string, now: () => number, switches: import('./switches.js').SwitchBoard }} context
 */
export function createAccessTokens({ key, now, switches }) {
  let issued = 0;
  /** @type {Set<string>} */
  const revoked = new Set();

  /** @param {string} token */
  function accountOf(token) {
    if (STATIC.includes(token)) return DEFAULT_ACCOUNT;
    const claims = readJwt(token, key);
    if (!claims) throw invalidAccessToken();
    if (claims.exp * 1000 <= now()) throw expiredAccessToken();
    return claims.acc ?? DEFAULT_ACCOUNT;
  }

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
     * @param {boolean} [isMaster] Whether a sub account is read, which takes a master scope and no other.
     * @returns {string} The account of the token.
     * @throws {import('./api-error.js').ApiError} Unless it is a bearer token that may read messages.
     */
    check(authorization, isMaster = false) {
      const token = readBearer(authorization);
      if (token === undefined || revoked.has(token)) throw invalidAccessToken();
      if (token === STATIC_TOKENS.expired) throw expiredAccessToken();
      const account = accountOf(token);
      const isEnough = token !== STATIC_TOKENS.withoutScope;
      if (!isEnough || (token === STATIC_TOKENS.master) !== isMaster) {
        throw missingScope(isMaster ? MASTER_SCOPES : SCOPES);
      }
      return account;
    },
  };
}

/** @type {readonly string[]} */
const STATIC = Object.values(STATIC_TOKENS);

/** @param {string | undefined} authorization */
const readBearer = (authorization) => /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
