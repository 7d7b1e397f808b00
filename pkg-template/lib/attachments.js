/**
 * Attachments: asked for where their links lead, and nowhere else.
 *
 * @module
 */
import {
  aborted,
  elsewhere,
  failure,
  gone,
  invalid,
  leadsAway,
  OVER,
  refused,
} from './download-errors.js';
import { areHosts, expiryOf, follow, HOST_FORM, linksTo, ZOOM_HOSTS } from './links.js';
import { isAborted } from './signals.js';
import { deadline, discard, passedOn, TooLong, unlessAborted } from './streams.js';

/** @import { SmsAttachment, SmsClientOptions, SmsDownloadOptions, SmsIssue, SmsMessage } from './types.js' */

/**
 * What of a client a download needs.
 *
 * @typedef {object} Downloader
 * @property {URL} base of its links
 * @property {SmsClientOptions['fetch']} fetch
 * @property {number} timeoutMs
 * @property {() => Promise<string>} accessToken
 * @property {(sessionId: string, query: { from: Date, to: Date, signal?: AbortSignal | null | undefined }) => AsyncIterable<{ sms_histories: SmsMessage[] }>} pages
 */

const DEFAULT_MOST_BYTES = 100 * 1024 * 1024;

/** What is kept of the headers of a response that is another library's. */
const HEADERS = [
  ...['content-type', 'content-length', 'content-encoding', 'content-disposition'],
  ...['location', 'x-zm-trackingid'],
];

/** What a file server answers to a link that is too old. */
const EXPIRED = new Set([401, 403, 404, 410]);

/**
 * @param {Downloader} client
 * @param {SmsAttachment} attachment
 * @param {SmsDownloadOptions} options
 * @returns {Promise<Response>}
 */
export async function download(client, attachment, options) {
  const issues = issuesOf(attachment, options);
  if (issues.length > 0) throw invalid(issues);
  const { signal, sessionId, message } = options;
  const renew = sessionId && message ? () => renewed(client, attachment, options) : undefined;
  const addressOf = linksTo(client.base, options.hosts ?? ZOOM_HOSTS);
  let link = String(attachment.download_url);
  for (let isNew = false; ; isNew = true) {
    if (signal && isAborted(signal)) throw aborted(signal);
    const url = addressOf(link);
    if (!url) throw invalid([elsewhere(link, client.base)]);
    // A link that is new is right whatever the clock of this machine says.
    const isOver = !isNew && (expiryOf(link) ?? Infinity) <= Date.now();
    if (isOver && !renew) throw invalid([OVER]);
    if (!isOver) {
      const response = await answerOf(client, url, addressOf, options);
      if (response.status === 200) return response;
      discard(response.body);
      if (isNew || !renew || !EXPIRED.has(response.status)) throw refused(response);
    }
    link = await /** @type {() => Promise<string>} */ (renew)();
  }
}

/**
 * Asks once: the answer, with a body that is bounded if it is a file.
 *
 * @param {Downloader} client
 * @param {URL} url
 * @param {ReturnType<typeof linksTo>} addressOf
 * @param {SmsDownloadOptions} options
 */
async function answerOf({ fetch, timeoutMs, accessToken }, url, addressOf, options) {
  const { signal, sendToken } = options;
  const mostBytes = options.maxBytes ?? DEFAULT_MOST_BYTES;
  const end = deadline(timeoutMs, signal ?? null);
  let isPassedOn = false;
  /** @param {unknown} thrown */
  const failed = (thrown) => failure(thrown, signal, end.isOver, mostBytes);
  try {
    const token = sendToken ? await unlessAborted(accessToken(), end.signal) : undefined;
    const headers = { accept: '*/*', ...(token && { authorization: `Bearer ${token}` }) };
    const asked = follow((request) => sent(request, fetch), url, {
      headers,
      signal: end.signal,
      addressOf,
    });
    const response = await unlessAborted(asked, end.signal, (late) => discard(late?.body));
    if (!response) throw leadsAway();
    const { status, body } = response;
    if (status !== 200 || !body) return response;
    const own = new Headers(response.headers);
    // What is decoded on the way has another length.
    if (own.has('content-encoding')) own.delete('content-length');
    own.delete('content-encoding');
    if (Number(own.get('content-length')) > mostBytes) {
      discard(body);
      throw new TooLong();
    }
    const reader = body.getReader();
    const how = { mostBytes, failed, end, silentMs: timeoutMs };
    end.extend();
    isPassedOn = true;
    // Not the answer itself: that would show its address to whoever prints it.
    return new Response(passedOn(new Uint8Array(), reader, how), { headers: own });
  } catch (thrown) {
    throw failed(thrown);
  } finally {
    if (!isPassedOn) end.release();
  }
}

/**
 * What a `fetch` resolves with, as a `Response` of this platform: another library's need not be one.
 *
 * @param {Request} request
 * @param {SmsClientOptions['fetch']} own
 */
async function sent(request, own) {
  if (!own) return globalThis.fetch(request);
  const given = await own(request);
  if (given instanceof Response) return given;
  const headers = new Headers();
  for (const name of HEADERS) {
    const value = given.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const { status } = given;
  if (status !== 200) return new Response(null, { status, headers });
  const { body } = /** @type {{ body?: unknown }} */ (given);
  const isStream = body instanceof ReadableStream;
  return new Response(isStream ? body : await given.arrayBuffer(), { headers });
}

/**
 * Asks for the attachment's page again: a new link.
 *
 * @param {Downloader} client
 * @param {SmsAttachment} attachment
 * @param {SmsDownloadOptions} options
 */
async function renewed(client, attachment, { sessionId, message, signal }) {
  const at = new Date(message?.date_time ?? '');
  const pages = client.pages(String(sessionId), { from: at, to: at, signal });
  for await (const { sms_histories } of pages) {
    const files = sms_histories
      .filter(({ message_id }) => message_id === message?.message_id)
      .flatMap(({ attachments }) => attachments ?? []);
    const link = files.find((file) => isSame(file, attachment))?.download_url;
    if (link) return link;
  }
  throw gone();
}

/**
 * @param {SmsAttachment} one
 * @param {SmsAttachment} other
 */
function isSame(one, other) {
  return one.id === other.id && one.name === other.name && one.size === other.size;
}

const NAMES = ['signal', 'maxBytes', 'sessionId', 'message', 'sendToken', 'hosts'];

/**
 * @param {unknown} attachment
 * @param {SmsDownloadOptions} options
 * @returns {SmsIssue[]}
 */
function issuesOf(attachment, options) {
  const { maxBytes, sessionId, message, hosts, signal, sendToken } = options;
  /** @type {SmsIssue[]} */
  const issues = [];
  /**
   * @param {boolean} isRight
   * @param {SmsIssue['code']} code
   * @param {string} field
   * @param {string} accepted
   */
  const check = (isRight, code, field, accepted) => {
    const text = `\`${field}\` is not right: give ${accepted}.`;
    if (!isRight) issues.push({ code, field, message: text, accepted });
  };
  const { download_url: link } = /** @type {{ download_url?: unknown }} */ (attachment ?? {});
  const isLink = typeof link === 'string' && link !== '';
  check(isLink, 'missing', 'attachment.download_url', 'an attachment as it is in a message');
  for (const name of Object.keys(options)) {
    check(NAMES.includes(name), 'unknown-option', name, `one of ${NAMES.join(', ')}`);
  }
  const isSignal = signal == null || typeof signal.aborted === 'boolean';
  check(isSignal, 'wrong-type', 'signal', 'an AbortSignal');
  const isChoice = sendToken == null || typeof sendToken === 'boolean';
  check(isChoice, 'wrong-type', 'sendToken', 'true or false');
  const isCount = maxBytes == null || (Number.isSafeInteger(maxBytes) && maxBytes > 0);
  check(isCount, 'out-of-bounds', 'maxBytes', 'a whole number of bytes, at least 1');
  const isOne = sessionId == null && message == null;
  check(
    isOne || (sessionId != null && message != null),
    'missing',
    sessionId == null ? 'sessionId' : 'message',
    '`sessionId` and `message` together, or neither',
  );
  const isTime = message == null || !Number.isNaN(Date.parse(message.date_time));
  check(isTime, 'invalid-format', 'message.date_time', 'the message as it was read');
  check(hosts == null || areHosts(hosts), 'invalid-format', 'hosts', `an array of ${HOST_FORM}`);
  return issues;
}
