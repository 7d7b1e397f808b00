//! TypeScript types that compose the generated ones with JavaScript's own.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An access token, or one with the seconds until it expires, as OAuth's token response has it. */
export type SmsToken = string | { access_token: string; expires_in?: number | undefined };

/** What is read of a `Response`, of whichever library. */
export interface SmsResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Of them, those about limits are asked for. */
  readonly headers: { get(name: string): string | null };
  /** The body. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The part of an account's rate limit that may be used. */
export type SmsRateLimit = (
  | {
      /** The account's plan; `"business"` stands for Business and above. */
      plan?: "pro" | "business" | undefined;
      /** Zoom's label of the endpoint: Medium since August 2022, Heavy before. Only Heavy has a daily limit. */
      label?: "light" | "medium" | "heavy" | undefined;
      /** The part of it that this process may use, up to 1. */
      share?: number | undefined;
      perSecond?: never;
      perDay?: never;
      concurrency?: never;
    }
  | {
      /** Requests a second. */
      perSecond: number;
      /** Requests in a day of UTC. */
      perDay?: number | undefined;
      /** Requests at a time. */
      concurrency?: number | undefined;
      plan?: never;
      label?: never;
      share?: never;
    }
) & {
  /**
   * A name for the account. Clients with one base URL and key share one limit; where their numbers
   * differ, the strictest count.
   */
  key?: string | undefined;
};

/** A limiter of your own, such as one that several processes share. */
export interface SmsRateLimiter {
  /**
   * Resolves when a request may be sent. What it rejects with ends the history, as the error's
   * `cause`: a `RateLimitError` with `retryAt` if there are none left, anything else if it failed.
   */
  acquire(signal?: AbortSignal): Promise<unknown>;
  /** Is told what each answer said. What it throws or rejects with is ignored. */
  report?(answer: SmsRateLimitReport): unknown;
}

/** Which messages of a session, over a range of any length, and how to read them. */
export interface SmsHistoryQuery extends SmsHistoryRange, SmsRunOptions {}

/** A page of a history: only what has not been given before. */
export interface SmsHistoryPage extends SmsSession {
  /**
   * Where reading can go on after this page: text without secrets, some 150 characters, and up to
   * 20 for each of the last messages: at least six, and those of the last four minutes. It tells
   * damage, but is not signed.
   */
  checkpoint: string;
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
  /** One row a message. */
  message: SmsMessageRow;
  /** One row a recipient of a message. */
  recipient: SmsRecipientRow;
  /** One row an attachment of a message. */
  attachment: SmsAttachmentRow;
}

/** How messages at hand are given as rows. */
export interface SmsFlattenOptions<Grain extends SmsGrain = SmsGrain> extends SmsRowOptions<Grain>, SmsSessionOption {}

/** How CSV is written. */
export interface SmsCsvOptions extends SmsFlattenOptions, SmsCsvForm {}

/** Bytes in a buffer of their own, as a `Blob`, a `Response` and `postMessage` take them. */
export type SmsBytes = ReturnType<Uint8ArrayConstructor["of"]>;

/** Numbers of 32 bits, likewise. */
export type SmsInts = ReturnType<Int32ArrayConstructor["of"]>;

/** Numbers of 64 bits, likewise. */
export type SmsLongs = ReturnType<BigInt64ArrayConstructor["of"]>;

/** Texts, one after the other: where each starts and the last one ends, and their UTF-8. */
export interface SmsTexts {
  /** One more than there are texts, in bytes. */
  offsets: SmsInts;
  /** The UTF-8 of all texts. */
  values: SmsBytes;
}

/**
 * Rows as columns, in the buffers of Apache Arrow: UTF-8 values with 32-bit offsets, indices into the
 * column's dictionary, 64-bit integers, and a bit for each value that is there, from the lowest bit of
 * the first byte on (`null` where all are there). Arrays of one type are views of one buffer: who
 * keeps or transfers one, keeps or transfers the buffer.
 */
export interface SmsColumns {
  /** How many rows there are. */
  length: number;
  /** The columns of the grain, in their order. */
  columns: SmsColumn[];
}

/** A column of the rows of a grain. */
export interface SmsColumnSchema<Name extends string = string> {
  /** Its name. */
  name: Name;
  /** What its values are: texts, or whole numbers of at most 53 bits. */
  type: "utf8" | "int64";
  /** Whether a value can be `null`. */
  nullable: boolean;
}

/** One column. */
export type SmsColumn = {
  /** Its name. */
  name: string;
  /** How many values are not there. */
  nullCount: number;
  /** Which values are there. */
  validity: SmsBytes | null;
} & (
  | ({ type: "utf8" } & SmsTexts)
  | {
      type: "dictionary";
      /** Which text of the dictionary each value is; 0 where there is none. */
      indices: SmsInts;
      /** The texts of this column, each once. */
      dictionary: SmsTexts;
    }
  | { type: "int64"; values: SmsLongs }
);

/**
 * What can be flattened: a page or several, messages, or the body of a response. Refused are one of more
 * than 256 MiB in UTF-8, several of more than 512 MiB, and more than a million messages or rows, or rows that
 * would come to more than 512 MiB. Rows are no messages: what they were made of is not in them.
 */
export type SmsHistories =
  | SmsSession
  | string
  | Uint8Array
  | ArrayBuffer
  | readonly (SmsMessage & { epoch_ms?: never })[]
  | readonly (SmsSession | string | Uint8Array | ArrayBuffer)[];
"#;
