/**
 * Rust throws plain errors with fields, since it cannot export a class that extends `Error`.
 *
 * @module
 */
import {
  AbortError,
  AuthenticationError,
  DecodeError,
  ForbiddenError,
  InvalidPageTokenError,
  InvalidRequestError,
  isSmsError,
  MissingScopeError,
  NetworkError,
  NotFoundError,
  PagingError,
  RateLimitError,
  ServerError,
  SmsError,
  TimeoutError,
  UnexpectedStatusError,
} from './errors.js';

/** @import { SmsErrorFields, SmsErrorKind } from './types.js' */

/** @type {Record<SmsErrorKind, typeof SmsError>} */
const CLASSES = {
  'invalid-request': InvalidRequestError,
  authentication: AuthenticationError,
  'missing-scope': MissingScopeError,
  forbidden: ForbiddenError,
  'not-found': NotFoundError,
  'invalid-page-token': InvalidPageTokenError,
  'rate-limited': RateLimitError,
  server: ServerError,
  'unexpected-status': UnexpectedStatusError,
  network: NetworkError,
  timeout: TimeoutError,
  aborted: AbortError,
  decode: DecodeError,
  paging: PagingError,
};

/**
 * Gives what Rust threw its class. Anything else stays what it is.
 *
 * @param {unknown} thrown
 * @returns {unknown}
 */
export function withClass(thrown) {
  if (!(thrown instanceof Error) || !('kind' in thrown)) return thrown;
  const fields = /** @type {Error & SmsErrorFields} */ (thrown);
  const error = new (CLASSES[fields.kind] ?? SmsError)(fields);
  // What was being got over when time ran out is of Rust's making too.
  if (isFromRust(error.cause)) error.cause = withClass(error.cause);
  return error;
}

/** @param {unknown} cause */
function isFromRust(cause) {
  return cause instanceof Error && cause.name === 'SmsError' && !isSmsError(cause);
}
