/**
 * The types of the package: those generated from the Rust code that checks them, and a few of the
 * JavaScript layer.
 *
 * @module
 */

import type {
  SmsAccountRange,
  SmsArchiveRange,
  SmsArchiveWatch,
  SmsGrain,
  SmsHistoriesOptions,
  SmsHistoryPage,
  SmsListedSession,
  SmsMessage,
  SmsPlan,
  SmsRowOptions,
  SmsRows,
  SmsSession,
  SmsSessionFilters,
  SmsSessionsRun,
} from '../wasm/types.js';
import type { SmsError } from './errors.js';

export type * from '../wasm/types.js';
export type { SmsErrorFields } from './error-fields.js';

/** A `WebAssembly.Module`, if the platform's types have one; Node's do not. */
export type WasmModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Module } };
}
  ? Module & object // the interface is empty, so a number would match
  : never;

/**
 * Where the wasm comes from: its address, a response, its bytes, or a compiled module.
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
 * A step of `client.histories`: a page of a session; or `done` at its end; or the `error` that ended it,
 * while the others continue. The last step of each session is one of the latter two.
 */
export type SmsHistoriesStep =
  | { sessionId: string; page: SmsHistoryPage; error?: undefined; done?: undefined }
  | { sessionId: string; page?: undefined; error: SmsError; done?: undefined }
  | { sessionId: string; page?: undefined; error?: undefined; done: true };

/** How to download an attachment. */
export interface SmsDownloadOptions {
  /** Aborts the download, also while the body is read; its reason becomes the error's `cause`. */
  signal?: AbortSignal | null | undefined;
  /**
   * The most bytes to accept.
   * @default 104857600
   */
  maxBytes?: number | null | undefined;
  /**
   * With `message`: where to find the attachment again if its link has expired. Its page is then requested
   * once.
   */
  sessionId?: string | null | undefined;
  /** The message that has the attachment. */
  message?: Pick<SmsMessage, 'message_id' | 'date_time'> | null | undefined;
  /**
   * Whether to send the access token too, only to the link's own host. A link has its own permission.
   * @default false
   */
  sendToken?: boolean | null | undefined;
  /**
   * Hosts to allow besides the host of `baseUrl`, such as `files.example`, or `*.files.example` for all its
   * subdomains.
   * @default ["zoom.us", "*.zoom.us", "zoomgov.com", "*.zoomgov.com"]
   */
  hosts?: readonly string[] | null | undefined;
}

/** How many items an array may have. */
export interface SmsArrayOptions {
  /**
   * The most items. If there are more, the promise rejects, because a part could be taken for all. The `limit` of a query
   * is another one: reading ends there, without an error.
   * @default 10000
   */
  limit?: number | null | undefined;
}

/** What can be read as an array. */
interface AsArray<Item> {
  /**
   * All that has not been read yet, as one array.
   *
   * @throws {SmsError} any error of reading, and {@link InvalidRequestError} with an issue of `limit` if there are more.
   */
  toArray(options?: SmsArrayOptions | null): Promise<Item[]>;
}

/** The messages of a history, as they are read. */
export interface SmsMessages extends AsyncGenerator<SmsMessage, void, void>, AsArray<SmsMessage> {}

/** The rows of a history, page by page. `toArray` returns the rows of all pages. */
export interface SmsRowPages<Grain extends SmsGrain = SmsGrain>
  extends AsyncGenerator<SmsRows[Grain][], void, void>,
    AsArray<SmsRows[Grain]> {}

/** Which messages of an account to read, and how. With a `grain`, they come as rows. */
export interface SmsArchiveQuery<Grain extends SmsGrain = SmsGrain>
  extends SmsAccountRange,
    SmsArchiveRange,
    SmsHistoriesOptions,
    SmsArchiveWatch,
    Omit<SmsRowOptions, 'grain'> {
  /** What one row stands for. Without it, pages of messages are returned. */
  grain?: Grain | null | undefined;
}

/**
 * A step of an archive: new messages of a session, as a page or as rows; the error that ended a session, which the next
 * run reads again; or its end. The last step is the end of the archive.
 */
export type SmsArchiveStep<Grain extends SmsGrain = never> =
  | ([Grain] extends [never]
      ? { session: string; page: SmsSession } & Without<'rows' | 'error' | 'done' | OfEnd>
      : { session: string; rows: SmsRows[Grain][] } & Without<'page' | 'error' | 'done' | OfEnd>)
  | ({ session: string; error: SmsError } & Without<'page' | 'rows' | 'done' | OfEnd>)
  | ({ session: string; done: true } & Without<'page' | 'rows' | 'error' | OfEnd>)
  | (SmsArchiveEnd & Without<'session' | 'page' | 'rows' | 'error'>);

/** Members of other steps. */
type Without<Names extends string> = { [Name in Names]?: undefined };
type OfEnd = 'through' | 'failed' | 'late';

/** The end of an archive: all sessions were read. */
export interface SmsArchiveEnd {
  /** All sessions were read. */
  done: true;
  /** Every message up to this time was returned, except for those of failed sessions: RFC 3339. */
  through: string;
  /** The ids of the sessions that could not be read. The next run reads them again. */
  failed: string[];
  /** The messages that were found but not returned, because they appeared too late among those of their session. */
  late: number;
}

/**
 * An active archive. `toArray` returns the rows of all sessions, or without a `grain` their messages; it rejects with the
 * error of a session that fails.
 */
export interface SmsArchive<Grain extends SmsGrain = never>
  extends AsyncGenerator<SmsArchiveStep<Grain>, void, void>,
    AsArray<[Grain] extends [never] ? SmsMessage : SmsRows[Grain]> {
  /**
   * Where to go on, also in another process: a small text without secrets, whatever the number of sessions. It
   * includes the step that was returned last. Save it together with the messages: then each comes once.
   */
  state(): string;
}

/** Which sessions of an account to list, and how. */
export interface SmsSessionsQuery extends SmsAccountRange, SmsSessionFilters, SmsSessionsRun {}

/** An active list of sessions. */
export interface SmsSessions
  extends AsyncGenerator<SmsListedSession, void, void>,
    AsArray<SmsListedSession> {
  /**
   * Where to go on, also in another process: a text without secrets, which includes the session that was returned
   * last. After the end it has less than 100 characters; before, about 33 more for each session that was returned. The next
   * run returns the sessions with messages since the beginning of this one, and in the quarter of an hour before it.
   */
  state(): string;
  /**
   * The minimum cost of the list: its longest windows, in order, and the minimum number of requests. Sends nothing.
   *
   * @throws {InvalidRequestError} naming everything that is wrong.
   */
  plan(): Promise<SmsPlan>;
}
