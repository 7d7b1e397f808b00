/**
 * What a proxy is told when it is made, checked.
 *
 * @module
 */
import { areHosts, HOST_FORM, ZOOM_HOSTS } from '../links.js';
import { createHandles } from './handles.js';
import { addressIssues, createTokens, credentialIssues, invalid, issue } from './oauth.js';

/** @import { SmsIssue } from '../types.js' */
/** @import { ZoomProxyOptions } from './types.js' */

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
  if (!areHosts(downloadHosts)) issues.push(issue('invalid-format', 'downloadHosts', HOST_FORM));
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
    downloadHosts: [...downloadHosts],
    sendTokenWithDownloads: given.sendTokenWithDownloads === true,
    onError: given.onError,
    // Looked up when it is called, so that one put there later is used.
    fetch: async (/** @type {Request} */ request) => (given.fetch ?? globalThis.fetch)(request),
    tokens: createTokens(given),
    handles: createHandles(given),
  };
}
