/**
 * Serves an attachment from Zoom to an authorized caller.
 *
 * @module
 */
import { NetworkError } from '../errors.js';
import { follow, linksTo } from '../links.js';
import { deadline, discard, passedOn, readSome, TooLong, unlessAborted } from '../streams.js';
import { kindOf, passed, passFile, refuse, TELLING_BYTES } from './answers.js';
import { Late } from './late.js';

/** @import { Settings } from './settings.js' */

/**
 * @param {Settings} settings
 * @param {AbortSignal | undefined} signal of the request
 * @param {string} link
 */
export async function answerFile(settings, signal, link) {
  const { tokens, fetch, sendTokenWithDownloads, downloadHosts: hosts } = settings;
  const { maxAttachmentBytes: mostBytes, timeoutMs, downloadTimeoutMs } = settings;
  const addressOf = linksTo(settings.linkBase, hosts);
  const url = addressOf(link);
  if (!url) return elsewhere();
  const end = deadline(timeoutMs, signal);
  let isPassedOn = false;
  try {
    const token = sendTokenWithDownloads && (await unlessAborted(tokens.get(), end.signal)).token;
    const headers = { accept: '*/*', ...(token && { authorization: `Bearer ${token}` }) };
    const how = { headers, signal: end.signal, addressOf };
    const asked = follow(fetch, url, how);
    const response = await unlessAborted(asked, end.signal, (late) => discard(late?.body));
    if (!response) return elsewhere();
    if (response.status !== 200 || !response.body) {
      discard(response.body);
      const message = 'Zoom did not return this attachment. Request its messages again.';
      const status = response.status < 400 ? 502 : response.status;
      return refuse(status, message, passed(response.headers, settings.secrets(link)));
    }
    const told = response.headers.has('content-encoding')
      ? null
      : response.headers.get('content-length');
    if (Number(told) > mostBytes) {
      discard(response.body);
      throw new TooLong();
    }
    const reader = response.body.getReader();
    const first = await readSome(reader, TELLING_BYTES, end.signal);
    const body = passedOn(first, reader, {
      mostBytes,
      failed: () =>
        new NetworkError({
          kind: 'network',
          message: 'The connection broke off.',
          retryable: true,
        }),
      end,
    });
    end.extend(downloadTimeoutMs);
    isPassedOn = true;
    const kept = passed(response.headers, settings.secrets(link));
    return passFile(body, { type: kindOf(first), length: told }, kept);
  } catch (thrown) {
    throw end.isOver ? new Late() : thrown;
  } finally {
    if (!isPassedOn) end.release();
  }
}

function elsewhere() {
  const message =
    'This attachment is on a server that this proxy does not allow. It must be https at one of `downloadHosts`.';
  return refuse(502, message);
}
