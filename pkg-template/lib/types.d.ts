/**
 * The types of the package: those that are generated from the Rust that checks them, and a few of the
 * facade.
 *
 * @module
 */

import type {
  SmsErrorKind,
  SmsHistoryPage,
  SmsIssue,
  SmsMessage,
  ZoomFieldError,
} from '../wasm/types.js';
import type { SmsError } from './errors.js';

export type * from '../wasm/types.js';

/** A `WebAssembly.Module`, where the platform's types have one: those of Node do not. */
export type WasmModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Module } };
}
  ? Module & object // an empty interface, which a number would be too
  : never;

/**
 * Where the wasm comes from: its address, an answer of a server, its bytes, or a compiled module.
 */
export type WasmSource =
  | string
  | URL
  | Request
  | Response
  | ArrayBuffer
  | ArrayBufferView
  | WasmModule;

/**
 * A step of one of several histories: a page; or that it has been read to its end; or the error that
 * ended it, while the others go on. The last step of each session is one of the latter two.
 */
export type SmsHistoriesStep =
  | { sessionId: string; page: SmsHistoryPage; error?: undefined; done?: undefined }
  | { sessionId: string; page?: undefined; error: SmsError; done?: undefined }
  | { sessionId: string; page?: undefined; error?: undefined; done: true };

/** How an attachment is asked for. */
export interface SmsDownloadOptions {
  /** Ends it, also while the body is read; its reason becomes the error's `cause`. */
  signal?: AbortSignal | null | undefined;
  /**
   * The most bytes to take.
   * @default 104857600
   */
  maxBytes?: number | null | undefined;
  /**
   * With `message`: where to find the attachment again if its link has expired. Its page is then asked
   * for once.
   */
  sessionId?: string | null | undefined;
  /** The message that has the attachment. */
  message?: Pick<SmsMessage, 'message_id' | 'date_time'> | null | undefined;
  /**
   * Whether the access token goes with it, to the host of the link alone. A link carries a permission
   * of its own.
   * @default false
   */
  sendToken?: boolean | null | undefined;
  /**
   * Hosts to ask besides that of `baseUrl`, such as `files.example`, or `*.files.example` for all below
   * it.
   * @default ["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"]
   */
  hosts?: readonly string[] | null | undefined;
}

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
