//! Whether a request may start.

/// Whether a request may start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Admission {
    /// Now. It counts, and is under way until its ticket is released.
    Go,
    /// Not before this time, in milliseconds since 1970; ask again then.
    WaitUntil(f64),
    /// Not before this time, because a server has refused requests until then. It may be far away:
    /// a caller that cannot wait that long gives up; others ask again then.
    Refused {
        /// In milliseconds since 1970.
        until_ms: f64,
    },
    /// Others are before it, or as many as may be are under way: ask again when
    /// [`Limiter::first`](super::Limiter::first) gives this ticket after one of them has changed something.
    WaitForOthers,
    /// The day's requests are used up, for all who wait.
    Exhausted {
        /// When there are more, in milliseconds since 1970.
        retry_at_ms: f64,
    },
}
