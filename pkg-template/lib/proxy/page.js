/**
 * A page of messages, from Zoom to whoever may see it.
 *
 * @module
 */
import { expiryOf } from '../links.js';
import { deadline, readAll, unlessAborted } from '../streams.js';
import { passOn, refuse } from './answers.js';
import { Late } from './late.js';
import { DEFAULT_BASE_URL } from './oauth.js';
import { withoutSecrets } from './rewrite.js';
import { ATTACHMENTS } from './routes.js';

/** @import { Settings } from './settings.js' */

/** Pages of 100 messages have some 100 KB. */
const MOST_PAGE_BYTES = 16 * 1024 * 1024;

/**
 * @param {Settings} settings
 * @param {Request} request
 * @param {string} path
 * @param {string} sessionId
 * @param {string} caller
 */
export async function answerPage(settings, request, path, sessionId, caller) {
  const { handles, basePath, handleLifetimeMs, timeoutMs } = settings;
  const end = deadline(timeoutMs, request.signal);
  try {
    const { response, text, token } = await askForPage(settings, path, end.signal);
    const { status, headers } = response;
    const isPage = status === 200;
    if (text === undefined) {
      const message = 'Zoom, or a gateway before it, answered with something that is no JSON.';
      return refuse(isPage || status < 400 ? 502 : status, message, headers);
    }
    const latest = Date.now() + handleLifetimeMs;
    /** @param {string} link */
    const handleOf = async (link) => {
      const expiresAt = Math.min(latest, expiryOf(link) ?? latest);
      const handle = await handles.seal({ link, sessionId, caller, expiresAt });
      return basePath + ATTACHMENTS + handle;
    };
    const clean = await withoutSecrets(text, { handleOf, token, isRefusal: !isPage });
    return passOn(status, clean, headers);
  } catch (thrown) {
    throw end.isOver ? new Late() : thrown;
  } finally {
    end.release();
  }
}

/**
 * Asks Zoom, and once more with another token if that was refused.
 *
 * @param {Settings} settings
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function askForPage({ tokens, baseUrl, fetch }, path, signal) {
  let { token, baseUrl: regional } = await unlessAborted(tokens.get(), signal);
  for (let again = false; ; again = true) {
    const url = (baseUrl ?? regional ?? DEFAULT_BASE_URL) + path;
    const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
    const asked = fetch(new Request(url, { headers, redirect: 'manual', signal }));
    const response = await unlessAborted(asked, signal);
    const text = jsonOf(await unlessAborted(readAll(response.body, MOST_PAGE_BYTES), signal));
    if (again || !isTokenRefused(response.status, text)) return { response, text, token };
    const next = await unlessAborted(tokens.get(token), signal);
    if (next.token === token) return { response, text, token };
    ({ token, baseUrl: regional } = next);
  }
}

/**
 * The text, if it is JSON.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function jsonOf(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

/**
 * Zoom's code 124 is a token that is not good, with either status; another code has another reason.
 *
 * @param {number} status
 * @param {string | undefined} text
 */
function isTokenRefused(status, text) {
  if (status < 400 || status > 403) return false;
  const code = /"code"\s*:\s*"?(\d+)/.exec(text ?? '')?.[1];
  return code === undefined ? status === 401 : code === '124';
}
