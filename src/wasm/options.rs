//! The options structs with members that only JavaScript can read, such as functions.

use serde::Deserialize;
use tsify::Tsify;

use crate::input::{Given, Reference};

/// The options of a client: how to reach Zoom.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct SmsClientOptions {
    /// The access token, without the word `Bearer`; or a function that gets one. The function is
    /// called when a token is needed: once for all calls in flight, again a minute before
    /// `expires_in` is over, and after Zoom has refused its last token. Without it,
    /// Node, Deno and Bun use the credentials in the environment.
    #[tsify(
        optional,
        type = "string | ((why: SmsTokenReason) => SmsToken | Promise<SmsToken>)"
    )]
    pub(super) token: Reference,
    /// The address of the API: `https`, or `http` on this machine. A path is kept. In a browser
    /// also a path on the page's own server, such as `/zoom`.
    /// @default "https://api.zoom.us/v2"
    #[allow(
        clippy::doc_markdown,
        reason = "for TypeScript, which has no such links"
    )]
    #[tsify(optional, type = "string | URL | undefined")]
    pub(super) base_url: Given,
    /// Replaces the global `fetch`. Called with one `Request`.
    /// @default globalThis.fetch
    #[tsify(
        optional,
        type = "((request: Request) => Promise<SmsResponse>) | undefined"
    )]
    pub(super) fetch: Reference,
    /// Milliseconds that a call may take: token, headers and body together. An attachment may take
    /// longer in total: the limit applies until it begins, and between two chunks of its body.
    /// @default 30000
    #[tsify(optional, type = "number | undefined")]
    pub(super) timeout_ms: Given,
    /// How histories retry failures that may pass.
    #[tsify(optional, type = "SmsRetryOptions | undefined")]
    pub(super) retry: Reference,
    /// How histories are paced to stay within Zoom's limits: by the account's plan and the
    /// endpoint's label, by your own numbers, by a limiter object, or not at all. Without a plan or
    /// label, the limits that Zoom's responses name are learned. No setting sends anything before a
    /// time that a 429 named. All clients of this process with the same base URL and setting share
    /// one limit; give each account a `key` if there are several.
    /// @default { plan: "pro", label: "medium" }
    #[tsify(optional, type = "SmsRateLimit | SmsRateLimiter | false | undefined")]
    pub(super) rate_limit: Reference,
}

/// The options of one call, besides its query.
#[derive(Default, Deserialize, Tsify)]
pub(super) struct SmsCallOptions {
    /// Ends the call; its reason becomes the error's `cause`.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    pub(super) signal: Reference,
}

/// How to read several histories.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub(super) struct SmsHistoriesOptions {
    /// The number of sessions to read at once.
    /// @default 4
    #[tsify(optional, type = "number | null | undefined")]
    pub(super) concurrency: Given,
    /// Ends all histories; its reason becomes the error's `cause`. It can be in the query instead.
    #[tsify(optional, type = "AbortSignal | null | undefined")]
    pub(super) signal: Reference,
    /// Milliseconds that all histories may take together. It can be in the query instead.
    #[tsify(optional, type = "number | null | undefined")]
    pub(super) deadline_ms: Given,
}
