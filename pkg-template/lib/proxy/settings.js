/**
 * What a proxy is told when it is made, checked.
 *
 * @module
 */
import { ZOOM_HOSTS } from '../links.js';
import { createHandles } from './handles.js';
import { addressIssues, createTokens, credentialIssues, invalid, issue } from './oauth.js';

/** @import { ServerToServerOAuthOptions } from './oauth.js' */
/** @import { SmsIssue } from '../types.js' */

/**
 * Whether a caller may see an SMS session: `true`; or `{ caller }`, which also binds the handles of
 * its attachments to this caller, by any name of theirs that stays the same. Anything else is no.
 *
 * @typedef {boolean | { caller: string } | null | undefined} Permission
 */

/**
 * Is asked before anything is: of each page of messages, and of each attachment.
 *
 * @callback Authorize
 * @param {Request} request as it came, with its cookies
 * @param {{ sessionId: string }} wanted the SMS session that the page or the attachment is of
 * @returns {Permission | Promise<Permission>}
 */

/**
 * @typedef {object} OwnOptions
 * @property {Authorize} authorize who may see what. Without it everything is refused
 * @property {string | undefined} [basePath] where the proxy is mounted: the path of its clients'
 *   `baseUrl`. Default `/zoom`
 * @property {string | undefined} [baseUrl] of Zoom's API. Default: what Zoom names with the token for
 *   the account's region, or `https://api.zoom.us/v2`
 * @property {readonly string[] | undefined} [downloadHosts] hosts of attachments besides that of
 *   `baseUrl`, such as `files.example`, or `*.files.example` for all below it. Default: Zoom's own
 * @property {boolean | undefined} [sendTokenWithDownloads] whether attachments are asked for with the
 *   access token besides the link's own permission. Default false
 * @property {number | undefined} [maxAttachmentBytes] the largest attachment. Default 26214400 (25 MiB)
 * @property {number | undefined} [handleLifetimeMs] milliseconds for which the handle of an attachment
 *   is good, if its link is so long. Default 3600000, an hour
 * @property {number | undefined} [timeoutMs] milliseconds for a page of messages, and for an attachment
 *   to begin. Default 30000
 * @property {number | undefined} [downloadTimeoutMs] milliseconds for all of an attachment. Default 300000
 * @property {((error: unknown) => void) | undefined} [onError] is told what the page is not: that
 *   `authorize` threw, with what it threw, or that Zoom could not be asked. Nothing is logged otherwise
 */

/** @typedef {ServerToServerOAuthOptions & OwnOptions} ZoomProxyOptions */

const NUMBERS = {
  maxAttachmentBytes: 25 * 1024 * 1024,
  handleLifetimeMs: 3_600_000,
  timeoutMs: 30_000,
  downloadTimeoutMs: 300_000,
};

/** @typedef {ReturnType<typeof settingsOf>} Settings */

/**
 * @param {ZoomProxyOptions} options
 */
export function settingsOf(options) {
  const given = options ?? {};
  /** @type {SmsIssue[]} */
  const issues = [...credentialIssues(given), ...addressIssues('baseUrl', given.baseUrl)];
  const { basePath = '/zoom', downloadHosts = ZOOM_HOSTS } = given;
  if (!/^(?:\/[\w.~-]+)*$/.test(basePath) || /\/\.{1,2}(?:\/|$)/.test(basePath)) {
    issues.push(
      issue('invalid-format', 'basePath', 'a path such as /zoom, without a slash at its end'),
    );
  }
  const isHost = (/** @type {unknown} */ host) =>
    typeof host === 'string' && /^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?$/.test(host);
  if (!Array.isArray(downloadHosts) || !downloadHosts.every(isHost)) {
    issues.push(
      issue(
        'invalid-format',
        'downloadHosts',
        'host names such as files.example or *.files.example',
      ),
    );
  }
  const numbers = { ...NUMBERS };
  for (const name of /** @type {(keyof typeof NUMBERS)[]} */ (Object.keys(NUMBERS))) {
    const value = given[name] ?? NUMBERS[name];
    if (!(Number.isInteger(value) && value > 0 && value < 2 ** 31)) {
      issues.push(issue('out-of-bounds', name, 'a whole number from 1 to 2147483647'));
    }
    numbers[name] = value;
  }
  if (issues.length > 0) throw invalid(issues);
  return {
    ...numbers,
    authorize: given.authorize,
    basePath,
    baseUrl: given.baseUrl?.replace(/\/+$/, ''),
    downloadHosts: /** @type {readonly string[]} */ ([...downloadHosts]),
    sendTokenWithDownloads: given.sendTokenWithDownloads === true,
    onError: given.onError,
    // Looked up when it is called, so that one put there later is used.
    fetch: async (/** @type {Request} */ request) => (given.fetch ?? globalThis.fetch)(request),
    tokens: createTokens(given),
    handles: createHandles(given),
  };
}
