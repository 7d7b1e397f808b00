/**
 * JSON Web Tokens, HS256, as in Zoom's access tokens and download URLs.
 * @module
 */
import { createHmac } from 'node:crypto';

const HEADER = encode({ alg: 'HS256' });

/**
 * @typedef {object} Claims
 * @property {number} exp When it expires, in seconds since 1970.
 * @property {number} [jti] The number of an access token, ...
 * @property {string} [acc] ... and its account.
 * @property {string} [dig] The attachment of a download URL, ...
 * @property {number} [size] ... its bytes, ...
 * @property {string} [ending] ... and how its name ends.
 */

/**
 * @param {Claims} claims
 * @param {string} key
 */
export function signJwt(claims, key) {
  const content = `${HEADER}.${encode(claims)}`;
  return `${content}.${sign(content, key)}`;
}

/**
 * The claims of a token signed with this key; undefined for any other text.
 * @param {string} token
 * @param {string} key
 * @returns {Claims | undefined}
 */
export function readJwt(token, key) {
  const [header, payload = '', signature] = token.split('.');
  if (signature !== sign(`${header}.${payload}`, key)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

/** @param {object} value */
function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * @param {string} content
 * @param {string} key
 */
function sign(content, key) {
  return createHmac('sha256', key).update(content).digest('base64url');
}
