/**
 * The errors of a download. None of them shows a link.
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
 * Why a link is not requested.
 *
 * @param {string} link that `linksTo` refused
 * @param {URL} base
 * @returns {SmsIssue}
 */
export function elsewhere(link, base) {
  const accepted = "https at one of `hosts` (by default Zoom's), or at the origin of `baseUrl`";
  const problem = problemOf(parse(link, base));
  const advice = problem
    ? `Give ${accepted}.`
    : 'If you trust its host, add it to `hosts`, with its port if it has one.';
  const what = problem ?? 'is not at any of `hosts`';
  const message = `\`attachment.download_url\` ${what}, so it was not requested. ${advice}`;
  return { code: 'insecure', field: 'attachment.download_url', message, accepted };
}

/**
 * What is wrong with an address, apart from its host.
 *
 * @param {URL | undefined} url
 */
function problemOf(url) {
  if (!url) return 'is not a URL';
  if (hasCredentials(url)) return 'contains a user name or a password';
  return url.protocol === 'https:' ? undefined : 'is not encrypted';
}

/** @type {SmsIssue} */
export const OVER = {
  code: 'expired',
  field: 'attachment.download_url',
  message:
    '`attachment.download_url` has expired. Request its page again, or pass `sessionId` and `message` to renew it automatically.',
  accepted: "a link that is valid now, by this machine's clock",
};

/** @param {AbortSignal | null | undefined} signal */
export function aborted(signal) {
  const message = "The call was aborted by its signal; the signal's reason is the cause.";
  return new AbortError({ kind: 'aborted', message, retryable: false, cause: reasonOf(signal) });
}

/**
 * The error of a failed download. What `fetch` throws may contain the link, so only its names are shown.
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
    const message = 'Nothing arrived within `timeoutMs`. Try again, or set a longer one.';
    return new TimeoutError({ kind: 'timeout', message, retryable: true });
  }
  if (thrown instanceof TooLong) {
    const message = `The attachment has more than ${mostBytes} bytes: set a larger \`maxBytes\`.`;
    return new DecodeError({ kind: 'decode', message, retryable: false });
  }
  if (thrown instanceof WrongLength) {
    const { length, size } = thrown;
    const message = `The attachment arrived with ${length} bytes, but its \`size\` is ${size}. Try again; if a server on the way changes files, remove \`size\` from the attachment.`;
    return new NetworkError({ kind: 'network', message, retryable: true });
  }
  const message = 'The attachment did not arrive, or broke off. The cause names what failed.';
  const cause = causeOf(thrown);
  return new NetworkError({ kind: 'network', message, retryable: true, cause });
}

export function leadsAway() {
  const message =
    'The link redirects to an address that is not allowed (another host, or not https), or that cannot be followed here, so it was not followed.';
  return new UnexpectedStatusError({ kind: 'unexpected-status', message, retryable: false });
}

/** @param {number} status @param {string | undefined} trackingId */
export function refused(status, trackingId) {
  const said = { status, trackingId, retryable: false };
  const answered = `The server responded to the attachment request with status ${status}.`;
  const old = `${answered} Its link may have expired: request its page again.`;
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
  const message = 'The message no longer has this attachment.';
  return new NotFoundError({ kind: 'not-found', message, retryable: false });
}
