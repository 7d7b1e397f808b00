/**
 * Downloads attachments from the hosts of their links.
 *
 * @module
 */
import { aborted, elsewhere, failure, gone, leadsAway, OVER, refused } from './download-errors.js';
import { fileResponse } from './file-response.js';
import { expiryOf, follow, linksTo } from './links.js';
import { CHOICE, checked, HOSTS, invalid, issue, SIGNAL, typed } from './options.js';
import { ATTACHMENT_HOSTS, TRACKING_ID } from './rules.js';
import {
  deadline,
  discard,
  isAborted,
  passedOn,
  TooLong,
  unlessAborted,
  WrongLength,
} from './streams.js';

/** @import { Rule } from './options.js' */
/** @import { SmsAttachment, SmsClientOptions, SmsDownloadOptions, SmsIssue, SmsMessage } from './types.js' */

/**
 * The parts of a client that a download needs.
 *
 * @typedef {object} Downloader
 * @property {URL} base the base URL of relative links
 * @property {SmsClientOptions['fetch']} fetch
 * @property {number} timeoutMs
 * @property {() => Promise<string>} accessToken
 * @property {(headers: Headers, name: string, link: string) => string | undefined} shown a header's value, unless it contains the token, a secret part of the link, or a JWT
 * @property {(sessionId: string, query: PageQuery) => void} check throws if the query is invalid
 * @property {(sessionId: string, query: PageQuery) => AsyncIterable<{ sms_histories: SmsMessage[] }>} pages
 */

/** @typedef {{ from: Date, to: Date, signal?: AbortSignal | null | undefined }} PageQuery */

/**
 * A checked download request: a snapshot of the arguments.
 *
 * @typedef {object} Wanted
 * @property {string} link
 * @property {Pick<SmsAttachment, 'id' | 'name' | 'size'>} attachment
 * @property {SmsDownloadOptions} options
 * @property {{ sessionId: string, messageId: string, query: PageQuery } | undefined} place where to find the attachment again
 */

const DEFAULT_MOST_BYTES = 100 * 1024 * 1024;

/** The headers of a file that the caller gets. */
const HEADERS = ['content-type', 'content-length', 'content-disposition', 'etag', 'last-modified'];

/** Headers that only this module reads. */
const LOOKED_AT = ['content-encoding', 'location', TRACKING_ID];

/** The statuses of an expired link. */
const EXPIRED = new Set([401, 403, 404, 410]);

/**
 * @param {Downloader} client
 * @param {Wanted} wanted
 * @returns {Promise<Response>}
 */
export async function download(client, wanted) {
  const { options, place } = wanted;
  const { signal } = options;
  if (place) client.check(place.sessionId, place.query);
  const addressOf = linksTo(client.base, options.hosts ?? ATTACHMENT_HOSTS);
  let { link } = wanted;
  for (let isNew = false; ; isNew = true) {
    if (isAborted(signal)) throw aborted(signal);
    const url = addressOf(link);
    if (!url) throw invalid([elsewhere(link, client.base)]);
    // A new link is valid even if this machine's clock is wrong.
    const isOver = !isNew && (expiryOf(link) ?? Infinity) <= Date.now();
    if (isOver && !place) throw invalid([OVER]);
    if (!isOver) {
      const response = await answerOf(client, url, addressOf, { ...wanted, link });
      if (response.status === 200) return response;
      discard(response.body);
      const trackingId = client.shown(response.headers, TRACKING_ID, link);
      if (isNew || !place || !EXPIRED.has(response.status)) {
        throw refused(response.status, trackingId);
      }
    }
    link = await renewed(client, wanted);
  }
}

/**
 * Sends one request. A file has a limited body.
 *
 * @param {Downloader} client
 * @param {URL} url
 * @param {ReturnType<typeof linksTo>} addressOf
 * @param {Wanted} wanted
 */
async function answerOf(client, url, addressOf, wanted) {
  const { fetch, timeoutMs, accessToken } = client;
  const { signal, sendToken, maxBytes } = wanted.options;
  const mostBytes = maxBytes ?? DEFAULT_MOST_BYTES;
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
    if (status !== 200) return response;
    const own = new Headers();
    for (const name of [...HEADERS, TRACKING_ID]) {
      const value = client.shown(response.headers, name, wanted.link);
      if (value !== undefined) own.set(name, value);
    }
    // A decoded body has another length.
    if (response.headers.has('content-encoding')) own.delete('content-length');
    if (Number(own.get('content-length')) > mostBytes) {
      discard(body);
      throw new TooLong();
    }
    const reader = (body ?? new ReadableStream({ start: (empty) => empty.close() })).getReader();
    const check = checkOf(wanted.attachment);
    const how = { mostBytes, failed, end, silentMs: timeoutMs, check };
    end.extend();
    isPassedOn = true;
    // Not the original response: printing it would show its address.
    return fileResponse(passedOn(new Uint8Array(), reader, how), own);
  } catch (thrown) {
    throw failed(thrown);
  } finally {
    if (!isPassedOn) end.release();
  }
}

/**
 * Calls `fetch` and returns a `Response` of this platform, also if a library has its own class.
 *
 * @param {Request} request
 * @param {SmsClientOptions['fetch']} own
 */
async function sent(request, own) {
  if (!own) return globalThis.fetch(request);
  const given = await own(request);
  if (given instanceof Response) return given;
  const headers = new Headers();
  for (const name of [...HEADERS, ...LOOKED_AT]) {
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
 * Requests the attachment's page again for a new link.
 *
 * @param {Downloader} client
 * @param {Wanted} wanted
 */
async function renewed(client, { attachment, place }) {
  const { sessionId, messageId, query } = /** @type {NonNullable<typeof place>} */ (place);
  for await (const { sms_histories } of client.pages(sessionId, query)) {
    const files = sms_histories
      .filter(({ message_id }) => message_id === messageId)
      .flatMap(({ attachments }) => attachments ?? []);
    const link = files.find((file) => isSame(file, attachment))?.download_url;
    if (link) return link;
  }
  throw gone();
}

/**
 * @param {Wanted['attachment']} one
 * @param {Wanted['attachment']} other
 */
function isSame(one, other) {
  return one.id === other.id && one.name === other.name && one.size === other.size;
}

/**
 * Checks the length of a body. No engine reports every truncated body: one without a length, or one whose
 * compression ends early. The attachment's size shows it, if Zoom gave one.
 *
 * @param {Wanted['attachment']} attachment
 */
function checkOf({ size }) {
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size <= 0) return undefined;
  return (/** @type {number} */ length) => {
    if (length !== size) throw new WrongLength(length, size);
  };
}

/** @type {{ [Name in keyof Required<SmsDownloadOptions>]: Rule }} */
const RULES = {
  signal: SIGNAL,
  maxBytes: {
    accepted: 'a whole number of bytes, at least 1',
    problemOf: (count) =>
      Number.isSafeInteger(count) && Number(count) > 0
        ? undefined
        : ['out-of-bounds', 'is not a whole number, or out of bounds'],
  },
  sessionId: typed('string', 'the session_id of an SMS session, as Zoom lists it'),
  message: {
    accepted: 'the message that has the attachment, unchanged',
    problemOf: (message) =>
      typeof message === 'object' ? undefined : ['wrong-type', 'is not a message'],
  },
  sendToken: CHOICE,
  hosts: HOSTS,
};

/**
 * Checks the arguments of a download.
 *
 * @param {SmsAttachment} attachment
 * @param {SmsDownloadOptions | null | undefined} given
 * @returns {Wanted}
 * @throws {InvalidRequestError} naming everything that is wrong
 */
export function wantedOf(attachment, given) {
  const {
    download_url: link,
    id,
    name,
    size,
  } = members(attachment, ['download_url', 'id', 'name', 'size']);
  /** @type {SmsIssue[]} */
  const issues = [];
  if (typeof link !== 'string' || link === '') {
    const accepted = 'an attachment as it is in a message';
    issues.push(issue('missing', 'attachment.download_url', 'is missing', accepted));
  }
  const options = checked(given ?? {}, RULES, issues);
  const { sessionId, signal } = options;
  const message = options.message && members(options.message, ['message_id', 'date_time']);
  if ((sessionId == null) !== (message == null)) {
    const [field, other] = message ? ['sessionId', 'message'] : ['message', 'sessionId'];
    issues.push(issue('missing', field, `is missing beside \`${other}\``, 'both, or neither'));
  }
  const { message_id: messageId, date_time: time } = message ?? {};
  const at = new Date(typeof time === 'string' ? time : Number.NaN);
  if (message && Number.isNaN(at.getTime())) {
    const field = 'message.date_time';
    issues.push(issue('invalid-format', field, 'is not a time', 'the message, unchanged'));
  }
  if (issues.length > 0) throw invalid(issues);
  const query = { from: at, to: at, signal };
  return /** @type {Wanted} */ ({
    ...{ link, attachment: { id, name, size }, options },
    place: message ? { sessionId, messageId, query } : undefined,
  });
}

/**
 * A snapshot of members of an object; empty if it cannot be read.
 *
 * @template {string} Name
 * @param {unknown} object
 * @param {readonly Name[]} names
 * @returns {Partial<Record<Name, unknown>>}
 */
function members(object, names) {
  try {
    const values = names.map((name) => [name, Reflect.get(Object(object), name)]);
    return Object.fromEntries(values);
  } catch {
    return {};
  }
}
