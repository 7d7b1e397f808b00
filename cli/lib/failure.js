/**
 * Failures that the user can act on, and the exit code of each.
 *
 * @module
 */

/** The exit codes. After a signal it is 128 plus the signal's number. */
export const EXIT = /** @type {const} */ ({
  done: 0,
  unexpected: 1,
  usage: 2,
  partial: 3,
  access: 4,
  later: 5,
  destination: 6,
});

/** What each code means, for `--help` and the documentation. @type {[code: string, meaning: string][]} */
export const EXIT_CODES = [
  ['0', 'done, or nothing new'],
  ['1', 'an unexpected failure'],
  ['2', 'wrong usage or configuration; nothing was sent'],
  ['3', 'some sessions failed; the rest is saved'],
  ['4', 'the token or its scopes were refused'],
  ['5', "try again later: the day's limit, Zoom or the network"],
  ['6', 'the destination is locked, changed, full or cannot be used'],
  ['130', 'stopped by Ctrl-C (143: by SIGTERM); what is saved is said'],
];

/** A failure with its exit code. Its message is all that is printed. */
export class Failure extends Error {
  /**
   * @param {number} exitCode one of `EXIT`
   * @param {string} message what happened, and what to do
   * @param {unknown} [cause]
   */
  constructor(exitCode, message, cause) {
    super(message, { cause });
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

/** @param {string} message */
export const usage = (message) => new Failure(EXIT.usage, message);

/** @type {Record<import('zoom-phone-sms').SmsErrorKind, number>} */
const BY_KIND = {
  'invalid-request': EXIT.usage,
  authentication: EXIT.access,
  'missing-scope': EXIT.access,
  forbidden: EXIT.access,
  'not-found': EXIT.partial,
  'invalid-page-token': EXIT.later,
  'rate-limited': EXIT.later,
  server: EXIT.later,
  network: EXIT.later,
  timeout: EXIT.later,
  'unexpected-status': EXIT.unexpected,
  aborted: EXIT.unexpected,
  paging: EXIT.unexpected,
  wasm: EXIT.unexpected,
  decode: EXIT.unexpected,
};

/** The options of the library under the names that they have on the command line. @type {Record<string, string>} */
const FLAGS = {
  from: '--since',
  to: '--until',
  userId: '--user',
  session_type: '--type',
  concurrency: '--concurrency',
  rateLimit: '--rate',
  baseUrl: '--base-url',
  tokenUrl: '--token-url',
  grain: '--grain',
  callingCode: '--calling-code',
  limit: '--limit',
  token: 'ZOOM_TOKEN',
  accountId: 'ZOOM_ACCOUNT_ID',
  clientId: 'ZOOM_CLIENT_ID',
  clientSecret: 'ZOOM_CLIENT_SECRET',
};

/** Codes of Node for a folder or a disk that cannot be used, and what to do. @type {Record<string, string>} */
const DISK = {
  ENOSPC: 'The disk is full. Free some space',
  EDQUOT: 'The disk quota is used up. Free some space',
  EACCES: 'Permission is denied. Choose another place or change its permissions',
  EPERM: 'The operation is not permitted. Choose another place or change its permissions',
  EROFS: 'The file system is read-only. Choose another place',
  EIO: 'The disk cannot be read or written. Check it',
  EFBIG: 'The file would be too large for this file system. Choose another place',
  EEXIST: 'A file is in the way. Choose another place',
  ENOTDIR: 'A file is in the way. Choose another place',
  EISDIR: 'A folder is in the way. Choose another place',
  EBUSY: 'The file is in use. Close what uses it',
  ENOENT: 'A folder is missing. Make it or choose another place',
  ENAMETOOLONG: 'The path is too long. Choose a shorter one',
  ELOOP: 'The path leads through too many symbolic links. Choose another place',
  ENXIO: 'The device is not there. Choose another place',
  ENODEV: 'The device is not there. Choose another place',
  ESTALE: 'The file server has lost the folder. Mount it again',
  EMFILE: 'Too many files are open. Raise the limit (ulimit -n)',
  ENFILE: 'Too many files are open on this machine. Close programs that you do not need',
};

/**
 * A failure for an error of the library or of the disk; any other error is returned as it is.
 *
 * @param {unknown} error
 */
export function failureOf(error) {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const { kind, code, errno, path } =
    /** @type {{ kind?: string, code?: unknown, errno?: unknown, path?: unknown }} */ (
      /** @type {unknown} */ (error)
    );
  if (kind !== undefined && kind in BY_KIND) {
    const known = /** @type {import('zoom-phone-sms').SmsError} */ (error);
    return new Failure(BY_KIND[known.kind], sentenceOf(known), error);
  }
  if (typeof code !== 'string') return error;
  // Any refusal of the operating system that names a path is of the disk.
  const isOfDisk = Object.hasOwn(DISK, code) || (typeof errno === 'number' && path !== undefined);
  if (!isOfDisk) return error;
  const what = DISK[code] ?? `The place cannot be used (${code}). Choose another`;
  const where = path ? ` (${path})` : '';
  return new Failure(EXIT.destination, `${what}, then run the same command again${where}.`, error);
}

/**
 * What the library says, with the names of the command line.
 *
 * @param {import('zoom-phone-sms').SmsError} error
 */
export function sentenceOf({ message, issues = [] }) {
  const texts = issues.length > 0 ? issues.map((issue) => issue.message) : [message];
  return texts
    .map((text) => text.replaceAll(/`(\w+)(?=[`.])/g, (all, name) => withFlag(all, name)))
    .join('\n');
}

/**
 * @param {string} all
 * @param {string} name
 */
function withFlag(all, name) {
  const flag = FLAGS[name];
  return flag ? `\`${flag}` : all;
}
