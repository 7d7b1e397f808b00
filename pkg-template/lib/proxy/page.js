/**
 * Serves messages and lists of sessions from Zoom to an authorized caller.
 *
 * @module
 */
import { isTokenRefused } from '../../wasm/zoom_phone_sms.js';
import { expiryOf } from '../links.js';
import { deadline, discard, readAll, unlessAborted } from '../streams.js';
import { passed, passOn, refuse } from './answers.js';
import { Late } from './late.js';
import { apiOf } from './oauth.js';
import { KEPT, withoutSecrets } from './rewrite.js';
import { ATTACHMENTS } from './routes.js';

/** @import { Read } from './routes.js' */
/** @import { Settings } from './settings.js' */

/** Pages of 100 messages have about 100 KB. */
const MOST_PAGE_BYTES = 16 * 1024 * 1024;

/**
 * @param {Settings} settings
 * @param {AbortSignal | undefined} signal of the request
 * @param {{ read: Read, path: string }} route
 * @param {string} caller
 */
export async function answerPage(settings, signal, { read, path }, caller) {
  const { handles, basePath, handleLifetimeMs, timeoutMs } = settings;
  const end = deadline(timeoutMs, signal);
  try {
    const { response, text } = await askForPage(settings, path, end.signal);
    const { status } = response;
    const secrets = settings.secrets();
    const headers = passed(response.headers, secrets);
    const isPage = status === 200;
    if (text === undefined) {
      const message = 'Zoom, or a gateway before it, answered with something that is no JSON.';
      return refuse(isPage || status < 400 ? 502 : status, message, headers);
    }
    const latest = Date.now() + handleLifetimeMs;
    const { sessionId } = read;
    /** @param {string} link @param {string} sessionId */
    const handleOf = async (link, sessionId) => {
      const expiresAt = Math.min(latest, expiryOf(link) ?? latest);
      const handle = await handles.seal({ link, sessionId, caller, expiresAt });
      return basePath + ATTACHMENTS + handle;
    };
    const clean = await withoutSecrets(text, {
      secrets,
      kept: isPage ? KEPT[read.kind] : undefined,
      // A handle is bound to a session: in a list, which has no attachments, links are only cleaned.
      handleOf: isPage && sessionId !== undefined ? (link) => handleOf(link, sessionId) : undefined,
    });
    return passOn(status, clean, headers);
  } catch (thrown) {
    throw end.isOver ? new Late() : thrown;
  } finally {
    end.release();
  }
}

/**
 * Sends the request to Zoom, and once more with another token if the first was refused.
 *
 * @param {Settings} settings
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function askForPage({ tokens, baseUrl, fetch }, path, signal) {
  let issued = await unlessAborted(tokens.get(), signal);
  for (let again = false; ; again = true) {
    const { token } = issued;
    const url = (baseUrl ?? apiOf(issued)) + path;
    const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
    const asked = fetch(new Request(url, { headers, redirect: 'manual', signal }));
    const response = await unlessAborted(asked, signal, ({ body }) => discard(body));
    const body = await readAll(response.body, MOST_PAGE_BYTES, signal);
    const { status } = response;
    const text = jsonOf(body);
    const isRefused = status !== 200 && isTokenRefused(status, body);
    if (again || !isRefused) return { response, text };
    const next = await unlessAborted(tokens.get(token), signal);
    if (next.token === token) return { response, text };
    issued = next;
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
