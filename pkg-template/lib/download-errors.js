/**
 * What can go wrong with a download. No error of these shows a link.
 *
 * @module
 */
import { causeOf } from './cause.js';
import {
  AbortError,
  AuthenticationError,
  DecodeError,
  ForbiddenError,
  isSmsError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnexpectedStatusError,
} from './errors.js';
import { hasCredentials, parse } from './links.js';
import { isAborted, reasonOf, TooLong, WrongLength } from './streams.js';

/** @import { SmsIssue } from './types.js' */

/**
 * Why a link is not asked for.
 *
 * @param {string} link that `linksTo` gave no address for
 * @param {URL} base
 * @returns {SmsIssue}
 */
export function elsewhere(link, base) {
  const accepted =
    "https at one of `hosts`, which are Zoom's unless given, or the origin of `baseUrl`";
  const problem = problemOf(parse(link, base));
  const advice = problem
    ? `Give ${accepted}.`
    : 'Add its host there, with a port if it has one, if that is to be trusted.';
  const what = problem ?? 'leads to none of `hosts`';
  const message = `\`attachment.download_url\` ${what}, and was not asked for. ${advice}`;
  return { code: 'insecure', field: 'attachment.download_url', message, accepted };
}

/**
 * What is wrong with an address, whatever its host is.
 *
 * @param {URL | undefined} url
 */
function problemOf(url) {
  if (!url) return 'is no URL';
  if (hasCredentials(url)) return 'has a user name or a password in it';
  return url.protocol === 'https:' ? undefined : 'is not encrypted';
}

/** @type {SmsIssue} */
export const OVER = {
  code: 'expired',
  field: 'attachment.download_url',
  message:
    '`attachment.download_url` has expired. Ask for its page again, or give `sessionId` and `message` to have that done.',
  accepted: 'a link that is good at this time, by the clock of this machine',
};

/** @param {AbortSignal | null | undefined} signal */
export function aborted(signal) {
  const message = "The call was aborted by its signal; the signal's reason is the cause.";
  return new AbortError({ kind: 'aborted', message, retryable: false, cause: reasonOf(signal) });
}

/**
 * What a download failed with. What `fetch` throws may name the link, and is told by its names alone.
 *
 * @param {unknown} thrown
 * @param {AbortSignal | null | undefined} signal
 * @param {boolean} isOver
 * @param {number} mostBytes
 */
export function failure(thrown, signal, isOver, mostBytes) {
  if (isSmsError(thrown)) return thrown;
  if (isAborted(signal)) return aborted(signal);
  if (isOver) {
    const message = 'Nothing came within `timeoutMs`. Try again, or give a longer one.';
    return new TimeoutError({ kind: 'timeout', message, retryable: true });
  }
  if (thrown instanceof TooLong) {
    const message = `The attachment has more than ${mostBytes} bytes: give a larger \`maxBytes\`.`;
    return new DecodeError({ kind: 'decode', message, retryable: false });
  }
  if (thrown instanceof WrongLength) {
    const { length, size } = thrown;
    const message = `The attachment came with ${length} bytes, and its \`size\` is ${size}. Try again; where a server on the way changes files, leave \`size\` out of the attachment.`;
    return new NetworkError({ kind: 'network', message, retryable: true });
  }
  const message = 'The attachment did not come, or broke off. The cause names what failed.';
  const cause = causeOf(thrown);
  return new NetworkError({ kind: 'network', message, retryable: true, cause });
}

export function leadsAway() {
  const message =
    'The link leads on to what is not asked for (another host, or not https), or cannot be followed here, and was not followed.';
  return new UnexpectedStatusError({ kind: 'unexpected-status', message, retryable: false });
}

/** @param {number} status @param {string | undefined} trackingId */
export function refused(status, trackingId) {
  const said = { status, trackingId, retryable: false };
  const answered = `The attachment was answered with status ${status}.`;
  const old = `${answered} Its link may have expired: ask for its page again.`;
  if (status === 401) {
    return new AuthenticationError({ ...said, kind: 'authentication', message: old });
  }
  if (status === 403) return new ForbiddenError({ ...said, kind: 'forbidden', message: old });
  if (status === 404 || status === 410) {
    return new NotFoundError({ ...said, kind: 'not-found', message: old });
  }
  const later = { ...said, retryable: true, message: `${answered} Try again later.` };
  if (status === 429) return new RateLimitError({ ...later, kind: 'rate-limited' });
  if (status >= 500 || status === 408 || status === 425) {
    return new ServerError({ ...later, kind: 'server' });
  }
  return new UnexpectedStatusError({ ...said, kind: 'unexpected-status', message: answered });
}

export function gone() {
  const message = 'The message does not have this attachment any more.';
  return new NotFoundError({ kind: 'not-found', message, retryable: false });
}
