/**
 * The types of the package: those that are generated from the Rust that checks them, and a few of the
 * facade.
 *
 * @module
 */

import type { SmsErrorKind, SmsHistoryPage, SmsIssue, ZoomFieldError } from '../wasm/types.js';
import type { SmsError } from './errors.js';

export type * from '../wasm/types.js';
export type { SmsDownloadOptions } from './attachments.js';

/** A `WebAssembly.Module`, where the platform's types have one: those of Node do not. */
export type WasmModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Module } };
}
  ? Module
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
  errors?: ZoomFieldError[];
  /** The scopes that Zoom asks for. */
  scopes?: string[];
  /** All that is wrong with a request that was not sent. */
  issues?: SmsIssue[];
  /** Before this time, in milliseconds since 1970, the server does not want to be asked again. */
  retryAtMs?: number | undefined;
  /** Where reading a history can go on. */
  checkpoint?: string | undefined;
  /** What was thrown before it. */
  cause?: unknown;
}
