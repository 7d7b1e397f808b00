/**
 * The two routes of the proxy; any other request has none.
 *
 * @module
 */
import { LONGEST_QUERY_VALUE, LONGEST_SESSION_ID, QUERY_NAMES, SESSIONS_PATH } from './rules.js';

/**
 * @typedef {{ session: { id: string, path: string } } | { handle: string }} Route `path` is the path of the
 *   request to Zoom, with its query
 */

export const ATTACHMENTS = '/attachments/';

/** A path segment as the client encodes it, without any path syntax. */
const SEGMENT = /^(?:[\w.~-]|%[\dA-Fa-f]{2})+$/;

/** The characters of a handle: letters, digits, `-` and `_`. */
const HANDLE = /^[\w-]{40,16384}$/;

/** A part of an id that goes up a level, also with a suffix (`..;v=1`, `.. `) or invisible characters before it. */
const CLIMBS = /^[^\p{L}\p{N}.]*\.{1,2}(?![\p{L}\p{N}._-])/u;

/** A part that names one of Zoom's sub-resources of a session, also with a suffix (`sync?`, `sync;v=1`, `sync.json`). */
const BELOW = /^[^\p{L}\p{N}]*(?:sync|messages)(?![\p{L}\p{N}_-])/iu;

/**
 * @param {{ method: string, url: URL, headers: { get(name: string): string | null } }} request
 * @param {string} basePath
 * @returns {Route | undefined}
 */
export function routeOf({ method, url, headers }, basePath) {
  const hasBody =
    (headers.get('content-length') ?? '0') !== '0' || headers.get('transfer-encoding') !== null;
  if (method !== 'GET' || hasBody) return undefined;
  // Checks the normalized path: the platform has already resolved its dots.
  const { pathname, search, searchParams } = url;
  if (!isBelow(url, basePath)) return undefined;
  const rest = pathname.slice(basePath.length);
  if (rest.startsWith(ATTACHMENTS)) {
    const handle = rest.slice(ATTACHMENTS.length);
    return search === '' && HANDLE.test(handle) ? { handle } : undefined;
  }
  if (!rest.startsWith(SESSIONS_PATH)) return undefined;
  const id = idOf(rest.slice(SESSIONS_PATH.length));
  const query = queryOf(searchParams);
  if (id === undefined || query === undefined) return undefined;
  return { session: { id, path: `${SESSIONS_PATH}${encode(id)}${query}` } };
}

/**
 * @param {URL} url
 * @param {string} basePath
 */
export function isBelow({ pathname }, basePath) {
  return pathname.startsWith(`${basePath}/`);
}

/** @param {string} segment */
function idOf(segment) {
  if (!SEGMENT.test(segment)) return undefined;
  const id = decode(segment);
  if (id === undefined || new TextEncoder().encode(id).byteLength > LONGEST_SESSION_ID)
    return undefined;
  return staysItself(id) ? id : undefined;
}

/**
 * Whether an id leads to no other resource, however often a server on the way decodes it, and whichever
 * lookalike characters it normalizes. `..%2Fusers` and `s%2Fsync` are not ids. A slash alone may be part of
 * an id.
 *
 * @param {string} id
 */
function staysItself(id) {
  for (let text = id; ; ) {
    text = text.normalize('NFKC');
    const parts = text.split(/[/\\]/);
    if (hasControl(text) || parts.some((part) => CLIMBS.test(part))) return false;
    if (parts.slice(1).some((part) => BELOW.test(part))) return false;
    const next = decodeEscapes(text);
    if (next === undefined || next === text) return next !== undefined;
    text = next;
  }
}

/**
 * Rebuilds the query from documented names; refuses repeated ones.
 *
 * @param {URLSearchParams} given
 */
function queryOf(given) {
  const pairs = [...given];
  const names = new Set(pairs.map(([name]) => name));
  const isWrong = pairs.some(
    ([name, value]) =>
      !QUERY_NAMES.includes(name) || value.length > LONGEST_QUERY_VALUE || hasControl(value),
  );
  if (isWrong || names.size !== pairs.length) return undefined;
  const query = pairs.map(([name, value]) => `${name}=${encode(value)}`).join('&');
  return query === '' ? '' : `?${query}`;
}

/** @param {string} text */
function hasControl(text) {
  return /\p{Cc}/u.test(text);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Decodes the escapes of a text, also next to a bare `%`; `undefined` if they are not valid characters.
 *
 * @param {string} text
 */
function decodeEscapes(text) {
  try {
    return text.replaceAll(/(?:%[\da-f]{2})+/gi, (escapes) => decodeURIComponent(escapes));
  } catch {
    return undefined;
  }
}

/**
 * Percent-encodes everything except RFC 3986's unreserved characters.
 *
 * @param {string} text well-formed, because it was decoded
 */
function encode(text) {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
