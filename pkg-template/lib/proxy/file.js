/**
 * An attachment, from where Zoom keeps it to whoever may see it.
 *
 * @module
 */
import { NetworkError } from '../errors.js';
import { addressOf, follow } from '../links.js';
import { deadline, passedOn, readSome, TooLong, unlessAborted } from '../streams.js';
import { kindOf, passFile, refuse, TELLING_BYTES } from './answers.js';
import { Late } from './late.js';
import { DEFAULT_BASE_URL } from './oauth.js';

/** @import { Settings } from './settings.js' */

/**
 * @param {Settings} settings
 * @param {Request} request
 * @param {string} link
 */
export async function answerFile(settings, request, link) {
  const { tokens, fetch, sendTokenWithDownloads, downloadHosts: hosts } = settings;
  const { maxAttachmentBytes: mostBytes, timeoutMs, downloadTimeoutMs } = settings;
  const base = new URL(settings.baseUrl ?? DEFAULT_BASE_URL);
  const url = addressOf(link, base, hosts);
  if (!url) return elsewhere();
  const start = deadline(timeoutMs, request.signal);
  const whole = deadline(downloadTimeoutMs, start.signal);
  let isPassedOn = false;
  try {
    const token = sendTokenWithDownloads && (await unlessAborted(tokens.get(), whole.signal)).token;
    const headers = { accept: '*/*', ...(token && { authorization: `Bearer ${token}` }) };
    const leadsTo = (/** @type {string} */ to, /** @type {URL} */ from) =>
      addressOf(new URL(to, from).href, base, hosts);
    const how = { headers, signal: whole.signal, leadsTo };
    const response = await unlessAborted(follow(fetch, url, how), whole.signal);
    if (!response) return elsewhere();
    if (response.status !== 200 || !response.body) {
      await response.body?.cancel();
      const message = 'Zoom did not give this attachment: ask for its messages again.';
      return refuse(response.status < 400 ? 502 : response.status, message, response.headers);
    }
    const told = response.headers.has('content-encoding')
      ? null
      : response.headers.get('content-length');
    if (Number(told) > mostBytes) {
      await response.body.cancel();
      throw new TooLong();
    }
    const reader = response.body.getReader();
    const first = await unlessAborted(readSome(reader, TELLING_BYTES), whole.signal);
    const body = passedOn(first, reader, {
      mostBytes,
      failed: () => new NetworkError({ kind: 'network', message: 'Broken off.', retryable: true }),
      ended: whole.release,
    });
    isPassedOn = true;
    return passFile(body, { type: kindOf(first), length: told }, response.headers);
  } catch (thrown) {
    throw start.isOver || whole.isOver ? new Late() : thrown;
  } finally {
    start.release();
    if (!isPassedOn) whole.release();
  }
}

function elsewhere() {
  const message =
    "This attachment is kept where this proxy does not ask. If it is of a server of Zoom's, name its host in `downloadHosts`.";
  return refuse(502, message);
}
