/**
 * Zoom's refusals: the HTTP status, the code of the body, and the text.
 * @module
 */

/** @typedef {{ field: string, message: string }} FieldError */

/** @typedef {'per-second' | 'per-day' | 'concurrency'} Limit */

/** A response other than success: thrown by a rule, converted to a response in one place. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status
   * @param {number} code Zoom's own number, which the status does not determine
   * @param {string} message
   * @param {object} [more]
   * @param {FieldError[]} [more.errors]
   * @param {Record<string, string>} [more.headers]
   * @param {number} [more.retryAt] The earliest time at which the same request would succeed.
   * @param {Limit} [more.limit] Which limit refuses.
   */
  constructor(status, code, message, { errors, headers = {}, retryAt, limit } = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.headers = headers;
    this.retryAt = retryAt;
    this.limit = limit;
  }

  /** @returns {Response} */
  toResponse() {
    const { code, message, errors } = this;
    return Response.json(
      { code, message, ...(errors && { errors }) },
      { status: this.status, headers: this.headers },
    );
  }
}

/** No bearer token, or one the simulator did not issue. */
export const invalidAccessToken = () => new ApiError(401, 124, 'Invalid access token.');

/**
 * A token that was valid before.
 * @param {number} [status] 400 is documented too.
 */
export const expiredAccessToken = (status = 401) =>
  new ApiError(status, 124, 'Access token is expired.');

/** The catch-all code for tokens, without the message of a missing scope. */
export const emptyAccessToken = () => new ApiError(401, 4700, 'Token cannot be empty.');

/** The scopes of the app were changed after the token was issued. */
export const otherScopes = () =>
  new ApiError(401, 4711, "The scopes of the token differ from the client's scopes.");

/** The token belongs to another account. */
export const otherAccount = () => new ApiError(400, 1004, 'Not allow to access this account.');

/**
 * A token without the scope. Only the message is always the same.
 * @param {readonly string[]} scopes Any one of them is enough.
 * @param {{ status?: 400 | 401 | 403, code?: 4711 | 4700 | 104 }} [number]
 */
export const missingScope = (scopes, { status = 400, code = 4711 } = {}) =>
  new ApiError(
    status,
    code,
    `Invalid access token, does not contain scopes:[${scopes.join(', ')}].`,
  );

/**
 * A parameter that breaks its rule.
 * @param {FieldError[]} errors
 */
export const validationFailed = (...errors) =>
  new ApiError(400, 300, 'Validation Failed.', { errors });

/** One of `from` and `to` without the other. */
export const rangeIncomplete = () =>
  new ApiError(400, 400, 'The "from" and "to" parameters are required.');

/** More than a month, if the policy refuses that. */
export const rangeTooLong = () =>
  validationFailed({ field: 'to', message: 'The date range should be a month.' });

/** A `page_size` below one; the text is the documented one. */
export const pageNumberNotPositive = () => new ApiError(400, 400, 'The page number should be > 0.');

/** A page token that is too old, or of another list. */
export const invalidPageToken = () =>
  new ApiError(400, 400, 'The next page token is invalid or expired.');

/** The account has no Zoom Phone. */
export const phoneNotEnabled = () =>
  new ApiError(403, 2031, 'Zoom Phone has not been enabled for this account.');

/** The account is gone. */
export const unknownAccount = () => new ApiError(404, 2001, 'Account does not exist.');

/** The same in the words of the account's list, with the code of a token. */
export const unknownListAccount = () => new ApiError(401, 124, 'Account does not exist.');

/**
 * No such user. The id or e-mail is quoted, as Zoom does.
 * @param {string} user
 */
export const unknownUser = (user) => new ApiError(404, 1001, `User does not exist: ${user}.`);

/** A `session_type` that the list does not know. */
export const invalidSessionType = () => new ApiError(400, 400, 'SMS session type is invalid.');

/** The list cannot be retrieved. */
export const unknownSessions = () => new ApiError(404, 7012, 'Error retrieving SMS sessions.');

/**
 * A sync token that is too old, or of another session.
 * @param {400 | 404} status Both are documented.
 */
export const invalidSyncToken = (status) =>
  new ApiError(status, 300, 'The sync token is invalid or expired.');

/** More new messages than the response may have. */
export const tooManyNewRecords = () =>
  new ApiError(400, 7035, 'There are more new records than the count. Use FSync.');

/** No such session, in the words of sync. */
export const unknownSyncSession = () => new ApiError(404, 12004, 'The session does not exist.');

/** No such session: in the documented words, its history cannot be retrieved. */
export const unknownSession = () => new ApiError(404, 7013, 'Error retrieving SMS history.');

/** No such message. What Zoom says of one is not documented. */
export const unknownMessage = () => new ApiError(404, 7013, 'Error retrieving SMS message.');

/** A path that is not part of the API. */
export const unknownEndpoint = () =>
  new ApiError(404, 2300, 'This API endpoint is not recognized.');

/** The server's own failure. */
export const serverError = () => new ApiError(500, 500, 'Internal server error.');

/**
 * A per-second refusal has no `Retry-After`: it is over almost at once.
 * @param {number} until milliseconds since 1970
 */
export const tooManyPerSecond = (until) =>
  new ApiError(
    429,
    429,
    'You have reached the maximum per-second rate limit for this API. Try again later.',
    { headers: exhausted('QPS', until), retryAt: until, limit: 'per-second' },
  );

/**
 * A daily refusal names the time in ISO 8601, which HTTP does not allow.
 * @param {number} until milliseconds since 1970
 */
export const tooManyPerDay = (until) =>
  new ApiError(
    429,
    429,
    'You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.',
    {
      headers: {
        ...exhausted('Daily-limit', until),
        'retry-after': new Date(until).toISOString().replace('.000Z', 'Z'),
      },
      retryAt: until,
      limit: 'per-day',
    },
  );

/** A third kind of limit, without a header of its own. */
export const tooManyAtOnce = () =>
  new ApiError(429, 429, 'Too many concurrent requests.', { limit: 'concurrency' });

/**
 * A gateway without a server to forward to.
 * @param {{ retryAt: number, retryAfter: string }} [hint] When to retry, and its header.
 */
export const unavailable = (hint) =>
  new ApiError(503, 503, 'The service is temporarily unavailable.', {
    ...(hint && { retryAt: hint.retryAt, headers: { 'retry-after': hint.retryAfter } }),
  });

/** The server claims that the request took too long to arrive. */
export const requestTimeout = () => new ApiError(408, 408, 'Request timeout.');

/** The server refuses a request that might be replayed. */
export const tooEarly = () => new ApiError(425, 425, 'Too early.');

/** A gateway has waited too long for the server. */
export const gatewayTimeout = () => new ApiError(504, 504, 'Gateway timeout.');

/**
 * @param {string} type Which limit it is.
 * @param {number} until milliseconds since 1970; the header has seconds
 * @returns {Record<string, string>}
 */
function exhausted(type, until) {
  return {
    'x-ratelimit-type': type,
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(until / 1000)),
  };
}
