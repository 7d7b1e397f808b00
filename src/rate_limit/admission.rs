//! Whether a request may start.

/// Whether a request may start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Admission {
    /// Now. It counts, and is in flight until its permit is released.
    Go,
    /// Not before this time, in milliseconds since 1970; poll again then.
    WaitUntil(f64),
    /// Not before this time, because a server refuses requests until then. It may be far away: a caller
    /// that cannot wait gives up; others poll again then.
    Refused {
        /// In milliseconds since 1970.
        until_ms: f64,
    },
    /// Others are ahead in the queue, or too many are in flight: poll again when
    /// [`Limiter::first`](super::Limiter::first) returns this permit after a change.
    WaitForOthers,
    /// The day's requests are used up, for all waiting requests.
    Exhausted {
        /// When more are available, in milliseconds since 1970.
        retry_at_ms: f64,
    },
}
