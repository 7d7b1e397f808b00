/**
 * Handles: what a page gets instead of a link. A handle is the link, encrypted with a key derived from the
 * client secret (HKDF, AES-256-GCM). Nothing is stored, so any instance of the server can open it. Its holder
 * can neither read, change nor forge it, and a new secret invalidates all handles. Random nonces are safe for
 * 2^32 handles per key.
 *
 * @module
 */

/**
 * @typedef {object} Sealed
 * @property {string} link the link itself
 * @property {string} sessionId the SMS session of its message
 * @property {string} caller the caller that `authorize` named; empty for any caller who may see the
 *   session
 * @property {number} expiresAt milliseconds since 1970
 */

/** Another format needs another purpose, so that the two cannot be confused. */
const PURPOSE = 'zoom-phone-sms attachment handle 1';
const NONCE_BYTES = 12;

/**
 * @param {{ accountId: string, clientId: string, clientSecret: string }} credentials
 */
export function createHandles({ accountId, clientId, clientSecret }) {
  /** @type {Promise<CryptoKey> | undefined} */
  let key;
  // On first use: Workers cannot create keys before the first request.
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
     * @returns {Promise<Sealed | undefined>} `undefined` if this server did not make it.
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
