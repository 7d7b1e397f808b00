import type { SmsErrorKind, SmsIssue, ZoomFieldError } from '../wasm/types.js';

/** What an error is made from: useful to make one in a test of yours. */
export interface SmsErrorFields {
  /** What went wrong, for programs. */
  kind: SmsErrorKind;
  /** What happened and what to do. */
  message: string;
  /** Whether the same call, later and unchanged, can succeed. */
  retryable: boolean;
  /** The HTTP status, if there was an answer. */
  status?: number | undefined;
  /** Zoom's own error code, such as 124 or 7013. */
  code?: number | undefined;
  /** Zoom's `x-zm-trackingid`. */
  trackingId?: string | undefined;
  /** Where in the answer a decode error is: `sms_histories[17].message_id`. */
  path?: string | undefined;
  /** What Zoom says of single fields of the request. */
  errors?: ZoomFieldError[] | undefined;
  /** The scopes that Zoom asks for. */
  scopes?: string[] | undefined;
  /** All that is wrong with a request that was not sent. */
  issues?: SmsIssue[] | undefined;
  /** Before this time, in milliseconds since 1970, the server does not want to be asked again. */
  retryAtMs?: number | undefined;
  /** Where reading a history can go on. */
  checkpoint?: string | undefined;
  /** What was thrown before it. */
  cause?: unknown;
}
