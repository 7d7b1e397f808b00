//! TypeScript types that compose the generated ones with JavaScript's own.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An access token, or one with the seconds until it expires, as OAuth's token response has it. */
export type SmsToken = string | { access_token: string; expires_in?: number | undefined };

/** How to reach Zoom. */
export interface SmsClientOptions {
  /**
   * The access token, without the word `Bearer`; or a function that gets one. The function is
   * called when a token is needed: once for all calls in flight, again a minute before
   * `expires_in` is over, and after Zoom has refused the one it gave.
   */
  token: string | ((why: SmsTokenReason) => SmsToken | Promise<SmsToken>);
  /**
   * Where the API is: `https`, or `http` on this machine. A path is kept.
   * @default "https://api.zoom.us/v2"
   */
  baseUrl?: string | undefined;
  /**
   * In place of the global `fetch`; it is called with one `Request`.
   * @default globalThis.fetch
   */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * Milliseconds that a call may take: token, headers and body together.
   * @default 30000
   */
  timeoutMs?: number | undefined;
}

/** What one call takes beside its query. */
export interface SmsCallOptions {
  /** Ends the call; its reason becomes the error's `cause`. */
  signal?: AbortSignal | null | undefined;
}

/** One thing that is wrong with a date range. */
export type DateRangeIssue = SmsIssue;

/** What `validateDateRange` found. */
export type DateRangeCheck<Range = DateRange | null> =
  | {
      ok: true;
      /** The range as Zoom reads it; `null` if neither end was given: Zoom's past 30 days. */
      range: Range;
    }
  | {
      ok: false;
      /** Everything that is wrong, of `from` before `to`. */
      issues: DateRangeIssue[];
    };

/** Checks a date range: with both ends given, what is right is a range. */
export interface ValidateDateRange {
  (from: string | Date, to: string | Date): DateRangeCheck<DateRange>;
  (from?: string | Date | null, to?: string | Date | null): DateRangeCheck;
}

/** What one row of `flattenSmsHistories` stands for. */
export type SmsGrain = "message" | "recipient" | "attachment";

/** The row of each grain. */
export interface SmsRows {
  message: SmsMessageRow;
  recipient: SmsRecipientRow;
  attachment: SmsAttachmentRow;
}

/** What can be flattened: a page or several, messages, or the body of a response. */
export type SmsHistories =
  | SmsSession
  | string
  | Uint8Array
  | ArrayBuffer
  | readonly SmsMessage[]
  | readonly (SmsSession | string | Uint8Array | ArrayBuffer)[];
"#;
