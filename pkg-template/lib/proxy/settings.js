/**
 * The checked options of a proxy.
 *
 * @module
 */
import { partsOf } from '../links.js';
import { ADDRESS, CHOICE, checked, countOf, FUNCTION, HOSTS, typed } from '../options.js';
import { ATTACHMENT_HOSTS } from '../rules.js';
import { createHandles } from './handles.js';
import { createTokens, isOfZoom, OAUTH_RULES } from './oauth.js';
import { ALLOWED_READS } from './routes.js';
import { DEFAULT_BASE_URL } from './rules.js';

/** @import { Rule } from '../options.js' */
/** @import { ProxyRead, ZoomProxyOptions } from './types.js' */

const NUMBERS = {
  maxAttachmentBytes: 25 * 1024 * 1024,
  handleLifetimeMs: 3_600_000,
  timeoutMs: 30_000,
  downloadTimeoutMs: 300_000,
};

/** @type {{ [Name in keyof Required<ZoomProxyOptions>]: Rule }} */
const RULES = {
  ...OAUTH_RULES,
  authorize: FUNCTION,
  allow: {
    accepted: `an array of ${ALLOWED_READS.join(', ')}`,
    problemOf: (reads) => {
      if (!Array.isArray(reads)) return ['wrong-type', 'is not an array'];
      // By its length: an iterator of its own may have no end.
      const isKnown =
        reads.length <= ALLOWED_READS.length &&
        Array.from({ length: reads.length }, (_, index) => reads[index]).every((read) =>
          ALLOWED_READS.includes(read),
        );
      return isKnown ? undefined : ['unknown-value', 'has an entry that the proxy does not know'];
    },
  },
  basePath: typed(
    'string',
    'a path such as /zoom, without a slash at its end',
    (/** @type {string} */ path) =>
      !/^(?:\/[\w.~-]+)*$/.test(path) || /\/\.{1,2}(?:\/|$)/.test(path)
        ? ['invalid-format', 'is not such a path']
        : undefined,
  ),
  baseUrl: ADDRESS,
  downloadHosts: HOSTS,
  sendTokenWithDownloads: CHOICE,
  maxAttachmentBytes: countOf('bytes'),
  handleLifetimeMs: countOf('milliseconds'),
  downloadTimeoutMs: countOf('milliseconds'),
  onError: FUNCTION,
};

/** @typedef {ReturnType<typeof settingsOf>} Settings */

/**
 * @param {ZoomProxyOptions<ProxyRead>} options
 */
export function settingsOf(options) {
  const given = checked(options, RULES);
  const numbers = { ...NUMBERS };
  for (const name of /** @type {(keyof typeof NUMBERS)[]} */ (Object.keys(NUMBERS))) {
    numbers[name] = given[name] ?? NUMBERS[name];
  }
  const tokens = createTokens(given);
  const downloadHosts = [...(given.downloadHosts ?? ATTACHMENT_HOSTS)];
  const home = isOfZoom(given.tokenUrl) ? DEFAULT_BASE_URL : given.tokenUrl;
  const linkBase = new URL(given.baseUrl ?? home ?? DEFAULT_BASE_URL);
  const hosts = [linkBase.host, ...downloadHosts];
  return {
    ...numbers,
    // The base of relative links, and an allowed origin.
    linkBase,
    /** The secrets that must not reach a page. @param {string} [link] the link being followed */
    secrets: (link) => ({ known: [...tokens.secrets(), ...partsOf(link)], hosts }),
    authorize: given.authorize,
    allowed: new Set(ALLOWED_READS.filter((read) => given.allow?.includes(read))),
    basePath: given.basePath ?? '/zoom',
    baseUrl: given.baseUrl && withoutSlash(given.baseUrl),
    downloadHosts,
    sendTokenWithDownloads: given.sendTokenWithDownloads === true,
    onError: given.onError,
    // Looked up at each call, in case it is replaced later.
    fetch: async (/** @type {Request} */ request) => (given.fetch ?? globalThis.fetch)(request),
    tokens,
    handles: createHandles(given),
  };
}

/** @param {string} address */
function withoutSlash(address) {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}
