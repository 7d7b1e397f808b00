/**
 * Links to attachments: where they may lead, when they end, and how they are followed. They carry a
 * signed permission, and so are secrets.
 *
 * @module
 */
import { discard } from './streams.js';

/** Links lead on to storage; more hops than these lead nowhere. */
const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Reads links, and redirects from where one led: the address it stands for, if that may be asked. That
 * is https at one of the hosts, or the origin of `base`, which was checked when it was chosen.
 *
 * @param {URL} base what links are relative to
 * @param {readonly string[]} hosts such as `files.example`, or `*.files.example` for all below it
 * @returns {(link: string, from?: URL) => URL | undefined}
 */
export function linksTo(base, hosts) {
  return (link, from = base) => {
    const url = parse(link, from);
    if (!url || hasCredentials(url)) return undefined;
    const trusted = url.protocol === 'https:' && isOneOf(url.host, hosts);
    // Not by their origins: an object URL (`blob:`) has that of the page that made it.
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
 * What of a link is a secret by itself: all of it, and the values of its query.
 *
 * @param {string | undefined} link
 * @returns {string[]}
 */
export function partsOf(link) {
  if (link === undefined) return [];
  const url = parse(link, new URL('https://relative.invalid'));
  return [link, ...(url ? [url.pathname, ...url.searchParams.values()] : [])];
}

/** What `isOneOf` takes in a list: a `*` alone, or one within a name, would let in any host. */
export const HOST_FORM = 'host names such as files.example or *.files.example';

/** More than any real list has. */
const MOST_HOSTS = 1_000;

/**
 * @param {unknown} hosts
 * @returns {hosts is readonly string[]}
 */
export function areHosts(hosts) {
  const form = /^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?$/;
  // An array may say that it is longer than it is, and `every` leaves out what is not there.
  const isList = Array.isArray(hosts) && hosts.length <= MOST_HOSTS && !hosts.includes(undefined);
  return isList && hosts.every((host) => typeof host === 'string' && form.test(host));
}

/**
 * @param {string} host with its port, if that is not the scheme's own
 * @param {readonly string[]} hosts
 */
export function isOneOf(host, hosts) {
  return hosts.some((known) => (known[0] === '*' ? host.endsWith(known.slice(1)) : host === known));
}

/**
 * Whether an address is fit for secrets: encrypted, or of this very machine.
 *
 * @param {URL} url
 */
export function isSecure({ protocol, hostname }) {
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && loopback);
}

/**
 * When a link ends, by its JWT's `exp`: milliseconds since 1970. It is not known of every link.
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
 * The first JSON Web Token in a text: where it starts, and what follows its first part, which is the Base64
 * of `{"`. The second of an encrypted one may be empty: then this is its third. Every letter is looked at
 * once: there may be very many that begin like one.
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
 * Asks for what a link leads to. Redirects are followed only to what `addressOf` allows, and take no
 * `authorization` to another origin.
 *
 * @param {(request: Request) => Promise<Response>} fetch
 * @param {URL} url
 * @param {object} how
 * @param {Record<string, string>} how.headers
 * @param {AbortSignal} how.signal
 * @param {ReturnType<typeof linksTo>} how.addressOf
 * @returns {Promise<Response | undefined>} None where it leads to what is not allowed.
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
