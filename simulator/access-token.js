/**
 * Access tokens: static ones, and issued ones, which expire by the simulator's clock. Each belongs to an
 * account.
 * @module
 */
import { expiredAccessToken, invalidAccessToken, missingScope } from './api-error.js';
import { readJwt, signJwt } from './jwt.js';

/** One of these scopes is required; an issued token has both. */
export const SCOPES = Object.freeze(['phone_sms:read', 'phone_sms:read:admin']);

/** One of these is required under `/accounts/{accountId}`, where a master account reads a sub account. */
export const MASTER_SCOPES = Object.freeze(['phone_sms:master', 'phone:read:sms_session:master']);

/** Tokens that exist without being issued. */
export const STATIC_TOKENS = Object.freeze({
  valid: 'simulator-token',
  master: 'simulator-token-master',
  user: 'simulator-token-user',
  granular: 'simulator-token-granular',
  withoutScope: 'simulator-token-no-scope',
  expired: 'simulator-token-expired',
});

/** The only scope of the granular token. */
const GRANULAR = 'sms_session';

/** The account of the static tokens. */
export const DEFAULT_ACCOUNT = 'simulator-account';

/** Any number of accounts: the part after a hyphen distinguishes them. */
export const ACCOUNT = new RegExp(`^${DEFAULT_ACCOUNT}(-[\\w-]+)?$`);

/** @typedef {ReturnType<typeof createAccessTokens>} AccessTokens */

/**
 * What an endpoint needs.
 * @typedef {object} Need
 * @property {readonly string[]} scopes The scopes that a refusal names.
 * @property {'sms_session' | 'sms_message' | 'list_sms_sessions'} granular What a granular scope must name.
 */

/**
 * @param {{ key: string, now: () => number, switches: import('./switch-board.js').Switched<{ tokenLifetimeS: number }> }} context
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
      // The static token cannot be replaced like an issued one, so it becomes valid again.
      revoked.delete(STATIC_TOKENS.valid);
      const exp = Math.floor(now() / 1000) + switches.values.tokenLifetimeS;
      return signJwt({ jti: issued, exp, acc: account }, key);
    },

    /**
     * Refuses the token from now on, although it has not expired.
     * @param {string | undefined} authorization The header.
     */
    revoke(authorization) {
      const token = readBearer(authorization);
      if (token !== undefined) revoked.add(token);
    },

    /**
     * Whether it was granted by a user, for their own data, and not by the account.
     * @param {string | undefined} authorization The header.
     */
    isOfUser: (authorization) => readBearer(authorization) === STATIC_TOKENS.user,

    /**
     * @param {string | undefined} authorization The header.
     * @param {Need} need
     * @param {boolean} [isMaster] Whether the request reads a sub account, which requires a master scope.
     * @returns {string} The account of the token.
     * @throws {import('./api-error.js').ApiError} If it is not a bearer token with the right scope.
     */
    check(authorization, { scopes, granular }, isMaster = false) {
      const token = readBearer(authorization);
      if (token === undefined || revoked.has(token)) throw invalidAccessToken();
      if (token === STATIC_TOKENS.expired) throw expiredAccessToken();
      const account = accountOf(token);
      const isEnough =
        token !== STATIC_TOKENS.withoutScope &&
        (token !== STATIC_TOKENS.granular || granular === GRANULAR);
      if (!isEnough || (token === STATIC_TOKENS.master) !== isMaster) {
        throw missingScope(isMaster ? MASTER_SCOPES : scopes);
      }
      return account;
    },
  };
}

/** @type {readonly string[]} */
const STATIC = Object.values(STATIC_TOKENS);

/** @param {string | undefined} authorization */
const readBearer = (authorization) => /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
