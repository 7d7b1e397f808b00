//! The options that only JavaScript has, such as functions: which members of their object they are.

use serde::Deserialize;
use tsify::Tsify;

use crate::input::{Given, Place};

/// How to reach Zoom.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct SmsClientOptions {
    /// The access token, without the word `Bearer`; or a function that gets one. The function is
    /// called when a token is needed: once for all calls in flight, again a minute before
    /// `expires_in` is over, and after Zoom has refused the one it gave.
    #[tsify(type = "string | ((why: SmsTokenReason) => SmsToken | Promise<SmsToken>)")]
    pub(super) token: Place,
    /// Where the API is: `https`, or `http` on this machine. A path is kept. On a page also a path of the
    /// page's own server, such as `/zoom`.
    /// @default "https://api.zoom.us/v2"
    #[allow(
        clippy::doc_markdown,
        reason = "for TypeScript, which has no such links"
    )]
    #[tsify(optional, type = "string | URL | undefined")]
    pub(super) base_url: Given,
    /// In place of the global `fetch`; it is called with one `Request`.
    /// @default globalThis.fetch
    #[tsify(
        optional,
        type = "((request: Request) => Promise<SmsResponse>) | undefined"
    )]
    pub(super) fetch: Place,
    /// Milliseconds that a call may take: token, headers and body together. An attachment may take longer
    /// as a whole: it has so long to begin, and its body may be silent for so long at most.
    /// @default 30000
    #[tsify(optional, type = "number | undefined")]
    pub(super) timeout_ms: Given,
    /// How histories are tried again after failures that may pass.
    #[tsify(optional, type = "SmsRetryOptions | undefined")]
    pub(super) retry: Place,
    /// How histories are paced, so that Zoom need not refuse them: by the account's plan and the
    /// endpoint's label, by numbers of your own, by an object of yours, or not at all. What Zoom's answers
    /// name in place of a plan or label that you did not give is learned. Whatever is chosen, nothing is
    /// sent before a time that a 429 named. All clients of this process with the
    /// same base URL and setting share one limit; give a `key` for each account if there are several.
    /// @default { plan: "pro", label: "medium" }
    #[tsify(optional, type = "SmsRateLimit | SmsRateLimiter | false | undefined")]
    pub(super) rate_limit: Place,
}

/// What one call takes beside its query.
#[derive(Default, Deserialize, Tsify)]
pub(super) struct SmsCallOptions {
    /// Ends the call; its reason becomes the error's `cause`.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    pub(super) signal: Place,
}

/// How several histories are read.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct SmsHistoriesOptions {
    /// How many sessions are read at once.
    /// @default 4
    #[tsify(optional, type = "number | null | undefined")]
    pub(super) concurrency: Given,
    /// Ends all of them; its reason becomes the error's `cause`. The query may have it instead.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    pub(super) signal: Place,
    /// Milliseconds that all of them may take together. The query may have it instead.
    #[tsify(optional, type = "number | null | undefined")]
    pub(super) deadline_ms: Given,
}
