/**
 * The routes of the proxy; any other request has none.
 *
 * @module
 */
import {
  ACCOUNT_SESSIONS_PATH,
  LIST_QUERY_NAMES,
  LONGEST_ID,
  LONGEST_QUERY_VALUE,
  MESSAGE_PATH,
  QUERY_NAMES,
  SESSION_PATH,
  USER_SESSIONS_PATH,
} from './rules.js';

/** @import { ProxyRead, Wanted } from './types.js' */

/** A read that `authorize` decides about, except for attachments. @typedef {Exclude<Wanted<ProxyRead>, { kind: 'attachment' }>} Read */

/**
 * @typedef {{ read: Read, path: string } | { handle: string }} Route `path` is the path of the request to
 *   Zoom, with its query
 */

/**
 * @typedef {object} Form
 * @property {'session' | ProxyRead} name
 * @property {RegExp} path with a group for each id
 * @property {readonly string[]} names around the ids
 * @property {readonly string[]} query
 * @property {(ids: readonly string[]) => Read | undefined} readOf
 */

/** @type {readonly Form[]} */
const FORMS = [
  form('session', SESSION_PATH, QUERY_NAMES, ([sessionId = '']) => ({
    kind: 'session',
    sessionId,
  })),
  form('message', MESSAGE_PATH, [], ([sessionId = '', messageId = '']) => ({
    kind: 'message',
    sessionId,
    messageId,
  })),
  form('account-sessions', ACCOUNT_SESSIONS_PATH, LIST_QUERY_NAMES, () => ({ kind: 'sessions' })),
  form('user-sessions', USER_SESSIONS_PATH, LIST_QUERY_NAMES, ([userId = '']) =>
    isUser(userId) ? { kind: 'sessions', userId } : undefined,
  ),
];

/**
 * @param {Form['name']} name
 * @param {readonly string[]} names
 * @param {readonly string[]} query
 * @param {Form['readOf']} readOf
 * @returns {Form}
 */
function form(name, names, query, readOf) {
  return { name, path: new RegExp(`^${names.join('([^/]+)')}$`), names, query, readOf };
}

/** The reads that pass only if the option `allow` lists them. */
export const ALLOWED_READS = FORMS.map(({ name }) => name).filter((name) => name !== 'session');

export const ATTACHMENTS = '/attachments/';

/** A path segment as the client encodes it, without any path syntax. */
const SEGMENT = /^(?:[\w.~-]|%[\dA-Fa-f]{2})+$/;

/** The characters of a handle: letters, digits, `-` and `_`. */
const HANDLE = /^[\w-]{40,16384}$/;

/** A part of an id that goes up a level, also with a suffix (`..;v=1`, `.. `) or invisible characters before it. */
const CLIMBS = /^[^\p{L}\p{N}.]*\.{1,2}(?![\p{L}\p{N}._-])/u;

/** A part that names one of Zoom's sub-resources of a session, also with a suffix (`sync?`, `sync;v=1`, `sync.json`). */
const BELOW = /^[^\p{L}\p{N}]*(?:sync|messages)(?![\p{L}\p{N}_-])/iu;

/** `me`, also with a suffix; an email address may begin with it (`me@example.com`, `me.too@example.com`). */
const ME = /^[^\p{L}\p{N}]*me(?![\p{L}\p{N}_@+-]|\.[^;?#@]*@)/iu;

/**
 * @param {{ method: string, url: URL, headers: { get(name: string): string | null } }} request
 * @param {string} basePath
 * @param {ReadonlySet<string>} allowed of {@link ALLOWED_READS}
 * @returns {Route | undefined}
 */
export function routeOf({ method, url, headers }, basePath, allowed) {
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
  for (const { name, path, names, query: known, readOf } of FORMS) {
    const found = path.exec(rest);
    if (!found || (name !== 'session' && !allowed.has(name))) continue;
    const ids = found.slice(1).flatMap((segment) => idOf(segment) ?? []);
    const query = queryOf(searchParams, known);
    const read = ids.length === found.length - 1 ? readOf(ids) : undefined;
    if (!read || query === undefined) return undefined;
    const [first, ...others] = names;
    return {
      read,
      path: first + others.map((next, at) => encode(ids[at] ?? '') + next).join('') + query,
    };
  }
  return undefined;
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
  if (id === undefined || new TextEncoder().encode(id).byteLength > LONGEST_ID) return undefined;
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
  return inEveryReading(id, (text) => {
    const parts = text.split(/[/\\]/);
    if (hasControl(text) || parts.some((part) => CLIMBS.test(part))) return false;
    return !parts.slice(1).some((part) => BELOW.test(part));
  });
}

/**
 * Whether an id is one user other than `me`, which means the user of the proxy's own app to Zoom. A slash is
 * no part of a user: what Zoom has below a user are other resources.
 *
 * @param {string} id
 */
function isUser(id) {
  return inEveryReading(id, (text) => !/[/\\]/.test(text) && !ME.test(text));
}

/**
 * Whether something holds for an id as it is and as each server on the way may decode and normalize it.
 *
 * @param {string} id
 * @param {(text: string) => boolean} holds
 */
function inEveryReading(id, holds) {
  for (let text = id; ; ) {
    text = text.normalize('NFKC');
    if (!holds(text)) return false;
    const next = decodeEscapes(text);
    if (next === undefined || next === text) return next !== undefined;
    text = next;
  }
}

/**
 * Rebuilds the query from documented names; refuses repeated ones.
 *
 * @param {URLSearchParams} given
 * @param {readonly string[]} known the documented names
 */
function queryOf(given, known) {
  const pairs = [...given];
  const names = new Set(pairs.map(([name]) => name));
  const isWrong = pairs.some(
    ([name, value]) =>
      !known.includes(name) || value.length > LONGEST_QUERY_VALUE || hasControl(value),
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
