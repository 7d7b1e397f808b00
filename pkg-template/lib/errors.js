/**
 * The error classes. No error contains a token, a JWT, a phone number or a message text, except what the
 * caller's own functions throw: that becomes the `cause`.
 *
 * @module
 */

/** @import { SmsErrorFields } from './error-fields.js' */

/** Shared by all realms and copies of the package. */
const BRAND = Symbol.for('zoom-phone-sms.SmsError');

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Any failure of this package. `message` says what happened and what to do; `kind` is for programs.
 *
 * @example
 * try {
 *   await client.getSmsSession(id);
 * } catch (error) {
 *   if (error instanceof SmsError && error.retryable) await later();
 *   else throw error;
 * }
 */
export class SmsError extends Error {
  /**
   * @param {SmsErrorFields} given
   * @throws {InvalidRequestError} naming a field of the wrong type
   */
  constructor(given) {
    const fields = checked(given);
    super(fields.message, 'cause' in fields ? { cause: fields.cause } : undefined);
    /** What went wrong, for programs. */
    this.kind = fields.kind;
    /** Whether the same call, later and unchanged, can succeed. */
    this.retryable = fields.retryable;
    /** The HTTP status, if there was a response. */
    this.status = fields.status;
    /** Zoom's own error code, such as 124 or 7013. */
    this.code = fields.code;
    /** Zoom's `x-zm-trackingid`: quote it to Zoom's support. */
    this.trackingId = fields.trackingId;
    /** The server does not accept another request before this time. */
    this.retryAt = fields.retryAtMs === undefined ? undefined : new Date(fields.retryAtMs);
    /** Where to continue a history: pass it as `resume` with the same query. */
    this.checkpoint = fields.checkpoint;
    /** Where in the response a decode error is: `sms_histories[17].message_id`. */
    this.path = fields.path;
    /** Zoom's errors for single fields of the request. */
    this.errors = fields.errors ?? [];
    /** The scopes that Zoom asks for. */
    this.scopes = fields.scopes ?? [];
    /** Everything that is wrong with a request that was not sent: all issues, or the first hundred. */
    this.issues = fields.issues ?? [];
    // Consoles print own properties: unknown fields would be noise.
    for (const [name, value] of Object.entries(this)) {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) {
        Reflect.deleteProperty(this, name);
      }
    }
  }

  /**
   * How Node's consoles print it. Node treats `errors` like those of an `AggregateError`, and prints even an
   * empty list unless the property is `undefined`. An error that ends a process is printed without this method,
   * and so with `errors: []`: Node offers no way to hide an array of that name.
   *
   * @param {number} _depth
   * @param {object} options
   * @param {(error: object, options: object) => string} inspect
   */
  [INSPECT](_depth, options, inspect) {
    /** @type {PropertyDescriptorMap} */
    const own = Object.getOwnPropertyDescriptors(this);
    const shown = Object.create(Object.getPrototypeOf(this), {
      errors: { value: undefined },
      ...own,
      stack: { value: this.stack },
      [INSPECT]: { value: undefined },
    });
    return inspect(shown, options);
  }

  /** All fields for a log, except the cause, which may hold anything. */
  toJSON() {
    const { name, message, kind, retryable, status, code, trackingId, path } = this;
    const { errors, scopes, issues, retryAt, checkpoint } = this;
    return {
      ...{ name, message, kind, retryable, status, code, trackingId, path },
      ...{ errors, scopes, issues, retryAt, checkpoint },
    };
  }
}

Object.defineProperty(SmsError.prototype, BRAND, { value: true });
for (const name of ['errors', 'scopes', 'issues']) {
  // The default is an empty list; an error's own list replaces it.
  Object.defineProperty(SmsError.prototype, name, { value: Object.freeze([]), writable: true });
}

/**
 * The request is invalid. `issues` says why if it was not sent, `errors` if Zoom refused it. Or one of your
 * functions failed, such as a limiter's `acquire`: its error is the `cause`.
 *
 * @example
 * for (const issue of error.issues) showBeside(issue.field, issue.message);
 */
export class InvalidRequestError extends SmsError {}

/**
 * The access token is missing, invalid or expired, or the `token` function failed.
 *
 * @example
 * if (error instanceof AuthenticationError) await signInAgain();
 */
export class AuthenticationError extends SmsError {}

/**
 * The access token lacks a scope: `scopes` names those that Zoom asks for.
 *
 * @example
 * console.error(`Add to the Zoom app: ${error.scopes.join(', ')}`);
 */
export class MissingScopeError extends SmsError {}

/**
 * The account may not do this, for example because Zoom Phone is not enabled.
 *
 * @example
 * if (error instanceof ForbiddenError) askAnAdministrator(error.message);
 */
export class ForbiddenError extends SmsError {}

/**
 * There is no such account or no such SMS session.
 *
 * @example
 * if (error instanceof NotFoundError) forget(sessionId);
 */
export class NotFoundError extends SmsError {}

/**
 * The page token is invalid or older than 15 minutes: start again at the first page, or continue a
 * history from its `checkpoint`.
 *
 * @example
 * if (error instanceof InvalidPageTokenError) client.pages(id, { resume: error.checkpoint });
 */
export class InvalidPageTokenError extends SmsError {}

/**
 * Too many requests: per second (then `retryable`) or per day.
 *
 * @example
 * if (error instanceof RateLimitError && error.retryAt) startAgainAt(error.retryAt);
 */
export class RateLimitError extends SmsError {}

/**
 * Zoom, or a gateway in front of it, failed.
 *
 * @example
 * if (error instanceof ServerError) console.error(error.status, error.trackingId);
 */
export class ServerError extends SmsError {}

/**
 * A redirect, or a status that Zoom does not document.
 *
 * @example
 * if (error instanceof UnexpectedStatusError) console.error(error.status);
 */
export class UnexpectedStatusError extends SmsError {}

/**
 * No response, or one that broke off; `cause` is what `fetch` threw.
 *
 * @example
 * if (error instanceof NetworkError) showOffline(error.cause);
 */
export class NetworkError extends SmsError {}

/**
 * No complete response within `timeoutMs`; or an attachment that paused for that long; or a history that
 * was not complete within `deadlineMs`: then `cause` is the error that was being retried, if any.
 *
 * @example
 * if (error instanceof TimeoutError) client.messages(id, { resume: error.checkpoint });
 */
export class TimeoutError extends SmsError {}

/**
 * The `signal` was aborted; `cause` is its reason.
 *
 * @example
 * if (error instanceof AbortError) return; // the user has left the page
 */
export class AbortError extends SmsError {}

/**
 * The response is not what Zoom documents: `path` says where.
 *
 * @example
 * if (error instanceof DecodeError) console.error(`Unexpected: ${error.path}`);
 */
export class DecodeError extends SmsError {}

/**
 * The pages of a history never end, or are out of order: a repeated page token, or too many pages.
 *
 * @example
 * if (error instanceof PagingError) console.error(error.message, error.checkpoint);
 */
export class PagingError extends SmsError {}

/**
 * The package's wasm has stopped, for example because memory ran out; `cause` is what was thrown. All pending
 * calls have ended with this error. `init()` restarts the wasm.
 *
 * @example
 * if (error instanceof WasmError) await init();
 */
export class WasmError extends SmsError {}

/** The type of each field. @satisfies {Record<Exclude<keyof SmsErrorFields, 'cause'>, string>} */
const FIELDS = {
  kind: 'string',
  message: 'string',
  retryable: 'boolean',
  status: 'number',
  code: 'number',
  trackingId: 'string',
  path: 'string',
  errors: 'array',
  scopes: 'array',
  issues: 'array',
  retryAtMs: 'number',
  checkpoint: 'string',
};
const REQUIRED = ['kind', 'message', 'retryable'];

/** A hostile list may claim any length. */
const MOST_ITEMS = 10_000;

/**
 * A checked snapshot of an error's fields: reading them may throw.
 *
 * @param {SmsErrorFields} fields
 * @returns {SmsErrorFields}
 */
function checked(fields) {
  /** @type {Record<string, unknown> & { cause?: unknown }} */
  const read = {};
  let field = 'fields';
  try {
    if ('cause' in fields) read.cause = fields.cause;
    for (const [name, type] of Object.entries(FIELDS)) {
      field = `fields.${name}`;
      let value = Reflect.get(fields, name);
      if (value === undefined && !REQUIRED.includes(name)) continue;
      if (type === 'array' && Array.isArray(value) && value.length <= MOST_ITEMS) {
        value = Array.from({ length: value.length }, (_, i) => value[i]);
      } else if (typeof value !== type) throw new TypeError();
      read[name] = value;
    }
  } catch {
    const accepted = 'the fields of the type SmsErrorFields';
    const message = `\`${field}\` has the wrong type, or cannot be read. Give ${accepted}.`;
    const issues = [{ code: /** @type {const} */ ('wrong-type'), field, message, accepted }];
    throw new InvalidRequestError({ kind: 'invalid-request', message, retryable: false, issues });
  }
  return /** @type {SmsErrorFields} */ (/** @type {unknown} */ (read));
}

/** The names as strings, because minifiers rename the classes. */
const NAMES = {
  SmsError,
  InvalidRequestError,
  AuthenticationError,
  MissingScopeError,
  ForbiddenError,
  NotFoundError,
  InvalidPageTokenError,
  RateLimitError,
  ServerError,
  UnexpectedStatusError,
  NetworkError,
  TimeoutError,
  AbortError,
  DecodeError,
  PagingError,
  WasmError,
};
for (const [name, known] of Object.entries(NAMES)) {
  const value = { value: name, configurable: true, writable: true };
  Object.defineProperty(known.prototype, 'name', value);
  // An imported and a required copy of the package can live in one program.
  Object.defineProperty(known, Symbol.hasInstance, {
    /** @param {unknown} error */
    value(error) {
      if (Function.prototype[Symbol.hasInstance].call(this, error)) return true;
      return this === known && isSmsError(error) && (known === SmsError || error.name === name);
    },
  });
}

/**
 * Whether this is an error of this package, including errors from another frame, another realm or another
 * copy of the package. `instanceof` with this package's classes recognizes those too.
 *
 * @example
 * if (isSmsError(error) && error.kind === 'rate-limited') await until(error.retryAt);
 *
 * @param {unknown} error
 * @returns {error is SmsError}
 */
export function isSmsError(error) {
  try {
    return typeof error === 'object' && error !== null && BRAND in error;
  } catch {
    // A `Proxy` may throw.
    return false;
  }
}
