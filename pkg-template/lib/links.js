/**
 * Links to attachments: allowed hosts, expiry, and redirects. Links contain a signed permission, so they
 * are secrets.
 *
 * @module
 */
import { discard } from './streams.js';

/** The most redirects: links redirect to storage, and more hops than this are a loop. */
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Resolves links, and redirects relative to the previous address. Returns the URL if it is allowed: https at
 * one of the hosts, or the origin of `base`, which is already checked.
 *
 * @param {URL} base the base of relative links
 * @param {readonly string[]} hosts such as `files.example`, or `*.files.example` for all its subdomains
 * @returns {(link: string, from?: URL) => URL | undefined}
 */
export function linksTo(base, hosts) {
  return (link, from = base) => {
    const url = parse(link, from);
    if (!url || hasCredentials(url)) return undefined;
    const trusted = url.protocol === 'https:' && isOneOf(url.host, hosts);
    // Not `origin`: an object URL (`blob:`) has the origin of the page that created it.
    const own = url.protocol === base.protocol && url.host === base.host;
    if (!trusted && !own) return undefined;
    url.hash = '';
    return url;
  };
}

/** @param {URL} url */
export function hasCredentials({ username, password }) {
  return username !== '' || password !== '';
}

/**
 * @param {string} text
 * @param {URL} [base]
 */
export function parse(text, base) {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/**
 * The secret parts of a link: the whole link, its path, and its query values.
 *
 * @param {string | undefined} link
 * @returns {string[]}
 */
export function partsOf(link) {
  if (link === undefined) return [];
  const url = parse(link, new URL('https://relative.invalid'));
  if (!url) return [link];
  // As they are written, too: a `+` of Base64 reads as a space.
  const written = url.search.split(/[?&]/).map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [...new Set([link, url.pathname, ...url.searchParams.values(), ...written])];
}

/** The accepted form of hosts. A `*` alone or inside a name would allow too many. */
export const HOST_FORM = 'host names such as files.example or *.files.example';

/** More than any real list has. */
const MOST_HOSTS = 1_000;

/**
 * @param {unknown} hosts
 * @returns {hosts is readonly string[]}
 */
export function areHosts(hosts) {
  const form = /^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?$/;
  // A sparse array may claim any length, and `every` skips its holes.
  const isList = Array.isArray(hosts) && hosts.length <= MOST_HOSTS && !hosts.includes(undefined);
  return isList && hosts.every((host) => typeof host === 'string' && form.test(host));
}

/**
 * @param {string} host with its port, unless it is the scheme's default
 * @param {readonly string[]} hosts
 */
export function isOneOf(host, hosts) {
  return hosts.some((known) => (known[0] === '*' ? host.endsWith(known.slice(1)) : host === known));
}

/**
 * Whether an address is safe for secrets: encrypted, or on this machine.
 *
 * @param {URL} url
 */
export function isSecure({ protocol, hostname }) {
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && loopback);
}

/**
 * When a link expires, from its JWT's `exp`, in milliseconds since 1970; `undefined` if unknown.
 *
 * @param {string} link
 * @returns {number | undefined}
 */
export function expiryOf(link) {
  const payload = jwtIn(link)?.payload;
  if (payload === undefined) return undefined;
  try {
    const { exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The first JSON Web Token in a text: where it starts, and the part after its first one, which starts with the
 * Base64 of `{"`. In an encrypted token the second part may be empty; then the third is returned. The search is
 * linear, because a text may have very many beginnings of tokens.
 *
 * @param {string} text
 */
export function jwtIn(text) {
  if (!text.includes('eyJ')) return undefined;
  /** @type {{ start: number, index: number } | undefined} */
  let head;
  for (const { 0: part, index } of text.matchAll(/[\w-]+/g)) {
    const isNext = head && index - head.index < 3 && /^\.+$/.test(text.slice(head.index, index));
    if (head && isNext && part.length >= 4) return { start: head.start, payload: part };
    const at = part.indexOf('eyJ');
    const isHead = at >= 0 && part.length - at >= 7;
    head = isHead ? { start: index + at, index: index + part.length } : undefined;
  }
  return undefined;
}

/**
 * Requests a link. Follows redirects only to addresses that `addressOf` allows, and sends no
 * `authorization` to another origin.
 *
 * @param {(request: Request) => Promise<Response>} fetch
 * @param {URL} url
 * @param {object} how
 * @param {Record<string, string>} how.headers
 * @param {AbortSignal} how.signal
 * @param {ReturnType<typeof linksTo>} how.addressOf
 * @returns {Promise<Response | undefined>} `undefined` if it redirects to an address that is not allowed.
 */
export async function follow(fetch, url, { headers, signal, addressOf }) {
  let at = url;
  let sent = headers;
  for (let hops = 0; ; hops += 1) {
    const response = await fetch(new Request(at, { headers: sent, redirect: 'manual', signal }));
    if (response.type === 'opaqueredirect') return undefined;
    const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return response;
    discard(response.body);
    const next = addressOf(location, at);
    if (!next || hops === MOST_REDIRECTS) return undefined;
    if (next.origin !== at.origin) {
      const { authorization: _, ...others } = sent;
      sent = others;
    }
    at = next;
  }
}
