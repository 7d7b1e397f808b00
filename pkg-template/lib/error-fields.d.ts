import type { SmsErrorKind, SmsIssue, ZoomFieldError } from '../wasm/types.js';

/** The fields of an error, for creating one in your tests. */
export interface SmsErrorFields {
  /** What went wrong, for programs. */
  kind: SmsErrorKind;
  /** What happened and what to do. */
  message: string;
  /** Whether the same call, later and unchanged, can succeed. */
  retryable: boolean;
  /** The HTTP status, if there was a response. */
  status?: number | undefined;
  /** Zoom's own error code, such as 124 or 7013. */
  code?: number | undefined;
  /** Zoom's `x-zm-trackingid`. */
  trackingId?: string | undefined;
  /** Where in the response a decode error is: `sms_histories[17].message_id`. */
  path?: string | undefined;
  /** Zoom's errors for single fields of the request. */
  errors?: ZoomFieldError[] | undefined;
  /** The scopes that Zoom asks for. */
  scopes?: string[] | undefined;
  /** Everything that is wrong with a request that was not sent. */
  issues?: SmsIssue[] | undefined;
  /** The server does not accept another request before this time, in milliseconds since 1970. */
  retryAtMs?: number | undefined;
  /** Where to continue a history. */
  checkpoint?: string | undefined;
  /** The error that caused this one. */
  cause?: unknown;
}
