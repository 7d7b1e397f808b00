//! TypeScript types that compose the generated ones with JavaScript's own.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An access token, optionally with the seconds until it expires, like OAuth's token response. */
export type SmsToken = string | { access_token: string; expires_in?: number | undefined };

/** The part of a `Response` that the client uses, from any library. */
export interface SmsResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The headers. The client only reads those about limits and its tracking id. */
  readonly headers: { get(name: string): string | null };
  /** The body. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The rate limit of an account, or the share of it that may be used. */
export type SmsRateLimit = (
  | {
      /** The account's plan; `"business"` means Business and above. */
      plan?: "pro" | "business" | undefined;
      /**
       * Zoom's label for the endpoint: Medium since August 2022, Heavy before. Only Heavy has a daily limit.
       */
      label?: "light" | "medium" | "heavy" | undefined;
      /** The share of the limit that this process may use, up to 1. */
      share?: number | undefined;
      perSecond?: never;
      perDay?: never;
      concurrency?: never;
    }
  | {
      /** Requests per second. */
      perSecond: number;
      /** Requests per day (UTC). */
      perDay?: number | undefined;
      /** Concurrent requests. */
      concurrency?: number | undefined;
      plan?: never;
      label?: never;
      share?: never;
    }
) & {
  /**
   * A name for the account. Clients with the same base URL and key share one limit; if their numbers
   * differ, the strictest apply.
   */
  key?: string | undefined;
};

/** Your own limiter, such as one that several processes share. */
export interface SmsRateLimiter {
  /**
   * Resolves when a request may be sent. A rejection ends the history: reject with a `RateLimitError` that
   * has a `retryAt` if none are left; any other error becomes the `cause` of an `InvalidRequestError`.
   */
  acquire(signal?: AbortSignal): Promise<unknown>;
  /** Called with the report of each response, also of calls that are sent at once. What it throws or rejects with is ignored. */
  report?(answer: SmsRateLimitReport): unknown;
}

/** Which messages of a session to read, over a range of any length, and how. */
export interface SmsHistoryQuery extends SmsHistoryRange, SmsRunOptions {}

/** A page of a history, with only new messages. */
export interface SmsHistoryPage extends SmsSession {
  /**
   * Where to continue after this page. A string without secrets: about 150 characters, plus up to 20 for
   * each of the last messages (at least six, and those of the last four minutes). Damage is detected, but
   * it is not signed.
   */
  checkpoint: string;
}

/** What a sync of a session has brought. */
export interface SmsSyncPage extends SmsSession {
  /** Pass it as `sync_token` to sync on from here. */
  sync_token?: string | null;
}

/** One thing that is wrong with a date range. */
export type DateRangeIssue = SmsIssue;

/** The result of `validateDateRange`. */
export type DateRangeCheck<Range = DateRange | null> =
  | {
      ok: true;
      /** The range as Zoom reads it; `null` without both ends, which means Zoom's past 30 days. */
      range: Range;
    }
  | {
      ok: false;
      /** Everything that is wrong, issues of `from` first. */
      issues: DateRangeIssue[];
    };

/** Checks a date range. With both ends given, the result has a range. */
export interface ValidateDateRange {
  (from: string | Date, to: string | Date): DateRangeCheck<DateRange>;
  (from?: string | Date | null, to?: string | Date | null): DateRangeCheck;
}

/** What one row of messages stands for. */
export type SmsGrain = "message" | "recipient" | "attachment";

/** What one row of a list of sessions stands for. */
export type SmsSessionGrain = "session" | "participant";

/** The row of each grain. */
export interface SmsRows {
  /** One row per message. */
  message: SmsMessageRow;
  /** One row per recipient of a message. */
  recipient: SmsRecipientRow;
  /** One row per attachment of a message. */
  attachment: SmsAttachmentRow;
  /** One row per session of a list. */
  session: SmsSessionRow;
  /** One row per participant of a session. */
  participant: SmsParticipantRow;
}

/** How messages or sessions become rows. */
export interface SmsFlattenOptions<Grain extends keyof SmsRows = SmsGrain> extends SmsRowOptions<Grain>, SmsSessionOption {}

/** How to write CSV. */
export interface SmsCsvOptions<Grain extends keyof SmsRows = SmsGrain> extends SmsFlattenOptions<Grain>, SmsCsvForm {}

/** Bytes in their own buffer, as `Blob`, `Response` and `postMessage` accept them. */
export type SmsBytes = ReturnType<Uint8ArrayConstructor["of"]>;

/** 32-bit integers in their own buffer. */
export type SmsInts = ReturnType<Int32ArrayConstructor["of"]>;

/** 64-bit integers in their own buffer. */
export type SmsLongs = ReturnType<BigInt64ArrayConstructor["of"]>;

/** Concatenated texts: their UTF-8, the start of each, and the end of the last. */
export interface SmsTexts {
  /** Byte offsets, one more than there are texts. */
  offsets: SmsInts;
  /** The UTF-8 of all texts. */
  values: SmsBytes;
}

/**
 * Rows as columns, in Apache Arrow's buffers: UTF-8 values with 32-bit offsets, indices into the column's
 * dictionary, 64-bit integers, bits, and a validity bit for each value, starting at the lowest bit of the first
 * byte (`null` if all values are present). Arrays of one type are views of one buffer: keeping or
 * transferring one keeps or transfers the buffer.
 */
export interface SmsColumns {
  /** The number of rows. */
  length: number;
  /** The grain's columns, in order. */
  columns: SmsColumn[];
}

/** A column of a grain's rows. */
export interface SmsColumnSchema<Name extends string = string> {
  /** Its name. */
  name: Name;
  /** The type of its values: texts, whole numbers of at most 53 bits, or booleans. */
  type: "utf8" | "int64" | "bool";
  /** Whether a value can be `null`. */
  nullable: boolean;
  /** If the texts are dates and times (RFC 3339): the column that has them in milliseconds since 1970. */
  epochColumn?: Name;
}

/** One column. */
export type SmsColumn = {
  /** Its name. */
  name: string;
  /** The number of missing values. */
  nullCount: number;
  /** Which values are present. */
  validity: SmsBytes | null;
} & (
  | ({ type: "utf8" } & SmsTexts)
  | {
      type: "dictionary";
      /** The dictionary index of each value; 0 for missing ones. */
      indices: SmsInts;
      /** The distinct texts of this column. */
      dictionary: SmsTexts;
    }
  | { type: "int64"; values: SmsLongs }
  | {
      type: "bool";
      /** A bit for each value, starting at the lowest bit of the first byte. */
      values: SmsBytes;
    }
);

/**
 * The input of the flattening functions: a page or several, messages, or the body of a response. Limits:
 * 256 MiB of UTF-8 for one body, 512 MiB for several, a million messages or rows, and 512 MiB of output.
 * Rows are not accepted as messages, because they lack the original data.
 */
export type SmsHistories =
  | SmsSession
  | string
  | Uint8Array
  | ArrayBuffer
  | readonly (SmsMessage & { epoch_ms?: never })[]
  | readonly (SmsSession | string | Uint8Array | ArrayBuffer)[];

/**
 * The input of the flattening functions at the grains of sessions: a page of a list of sessions or several, sessions, or
 * the body of a response. The limits are those of messages, and a million participants.
 */
export type SmsSessionLists =
  | SmsSessionList
  | string
  | Uint8Array
  | ArrayBuffer
  | readonly (SmsListedSession & { last_access_epoch_ms?: never })[]
  | readonly (SmsSessionList | string | Uint8Array | ArrayBuffer)[];

/** What is flattened at each grain. */
export type SmsRowSources = Record<SmsGrain, SmsHistories> & Record<SmsSessionGrain, SmsSessionLists>;
"#;
