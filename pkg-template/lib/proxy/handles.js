/**
 * Handles: what a page gets in place of a link. Nothing is stored for them, so that any instance of
 * the server can open them: a handle is the link itself, encrypted with a key that is made from the
 * client secret (HKDF, AES-256-GCM). Its holder can neither read nor change it, nor make one;
 * when the secret is replaced, none is good any more. The key's random nonces are good for 2^32 of
 * them.
 *
 * @module
 */

/**
 * @typedef {object} Sealed
 * @property {string} link where it leads
 * @property {string} sessionId the SMS session in which it was
 * @property {string} caller whom it was given to, as `authorize` named them; empty for any caller who may
 *   see the session
 * @property {number} expiresAt milliseconds since 1970
 */

/** Another form of handles will have another purpose, so that neither is taken for the other. */
const PURPOSE = 'zoom-phone-sms attachment handle 1';
const NONCE_BYTES = 12;

/**
 * @param {{ accountId: string, clientId: string, clientSecret: string }} credentials
 */
export function createHandles({ accountId, clientId, clientSecret }) {
  /** @type {Promise<CryptoKey> | undefined} */
  let key;
  // Not at once: Workers make no keys before the first request.
  const keyOf = () => {
    key ??= derive(clientSecret, `${clientId} ${accountId}`);
    return key;
  };
  return {
    /**
     * @param {Sealed} sealed
     * @returns {Promise<string>} Letters, digits, `-` and `_`.
     */
    async seal({ link, sessionId, caller, expiresAt }) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const text = JSON.stringify([link, sessionId, caller, expiresAt]);
      const plain = new TextEncoder().encode(text);
      const secret = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(), plain);
      return encode(iv) + encode(new Uint8Array(secret));
    },

    /**
     * @param {string} handle
     * @returns {Promise<Sealed | undefined>} None, if it is not of this server's making.
     */
    async open(handle) {
      const bytes = decode(handle);
      if (!bytes || bytes.length <= NONCE_BYTES) return undefined;
      const iv = bytes.slice(0, NONCE_BYTES);
      const secret = bytes.slice(NONCE_BYTES);
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(), secret);
        const [link, sessionId, caller, expiresAt] = JSON.parse(new TextDecoder().decode(plain));
        return { link, sessionId, caller, expiresAt };
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * @param {string} secret
 * @param {string} salt
 */
async function derive(secret, salt) {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  const base = await crypto.subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: bytes(salt), info: bytes(PURPOSE) };
  const aes = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(how, base, aes, false, ['encrypt', 'decrypt']);
}

/** @param {Uint8Array} bytes */
function encode(bytes) {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string} text */
function decode(text) {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
