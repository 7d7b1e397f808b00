/**
 * The types of the package: those that are generated from the Rust that checks them, and a few of the
 * facade.
 *
 * @module
 */

import type { SmsHistoryPage, SmsMessage } from '../wasm/types.js';
import type { SmsError } from './errors.js';

export type * from '../wasm/types.js';
export type { SmsErrorFields } from './error-fields.js';

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
