/**
 * Converts Rust's errors: plain errors with fields, because Rust cannot export a class that extends `Error`.
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
  WasmError,
} from './errors.js';
import { whileRunning } from './guard.js';

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
  wasm: WasmError,
};

/**
 * Calls Rust. Returns its result or promise; thrown and rejected errors get their class.
 *
 * @template Result
 * @param {() => Result} work
 * @returns {Result}
 */
export function fromRust(work) {
  try {
    const given = work();
    if (!(given instanceof Promise)) return given;
    const classed = whileRunning(given).catch((error) => {
      throw withClass(error);
    });
    return /** @type {Result} */ (classed);
  } catch (error) {
    throw withClass(error);
  }
}

/**
 * Converts an error of Rust to its class. Returns anything else unchanged.
 *
 * @param {unknown} thrown
 * @returns {unknown}
 */
function withClass(thrown) {
  if (!(thrown instanceof Error) || !('kind' in thrown) || isSmsError(thrown)) return thrown;
  const fields = /** @type {Error & SmsErrorFields} */ (thrown);
  const error = new (CLASSES[fields.kind] ?? SmsError)(fields);
  // The error that was being retried when time ran out comes from Rust too.
  if (isFromRust(error.cause)) error.cause = withClass(error.cause);
  return error;
}

/** @param {unknown} cause */
function isFromRust(cause) {
  return cause instanceof Error && cause.name === 'SmsError' && !isSmsError(cause);
}
