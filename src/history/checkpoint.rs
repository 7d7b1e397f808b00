//! Where reading a history can go on: small, without secrets, and good for one query.

use super::hash::fingerprint;
use super::query::HistoryQuery;
use crate::date_range::DateRange;

/// The first words of a checkpoint's text: what it is, and in which version.
const VERSION: &str = "sms-checkpoint-1";

/// A place in a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub(super) query: u64,
    /// The first and the last second of the range: without `from` and `to` it is of the clock, and
    /// would be another one later.
    pub(super) range: (i64, i64),
    pub(super) window: usize,
    pub(super) given: u64,
    pub(super) watermark: Option<i64>,
    pub(super) recent: Vec<(i64, u64)>,
}

/// Why a text is no checkpoint to go on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No checkpoint, or not as it was given out.
    Changed,
    /// A checkpoint of another session, range, order or filter.
    OfAnother,
}

impl Checkpoint {
    /// The checkpoint as text, bound to a session.
    #[must_use]
    pub fn write(&self, session_id: &str) -> String {
        let watermark = self
            .watermark
            .map_or_else(String::new, |second| second.to_string());
        let recent: Vec<String> = (self.recent.iter())
            .map(|(second, id)| format!("{second}:{id:x}"))
            .collect();
        let session = fingerprint(session_id);
        let text = format!(
            "{VERSION} {session:x} {:x} {} {} {} {} {watermark} {}",
            self.query,
            self.range.0,
            self.range.1,
            self.window,
            self.given,
            recent.join(",")
        );
        format!("{text} {:x}", fingerprint(&text))
    }

    /// Whether the checkpoint is of this query.
    #[must_use]
    pub fn is_of(&self, query: &HistoryQuery) -> bool {
        self.query == query.fingerprint()
    }

    /// The range that was read.
    #[must_use]
    pub fn range(&self) -> DateRange {
        DateRange::of_seconds(self.range.0, self.range.1)
    }

    /// Reads a checkpoint of this session.
    ///
    /// # Errors
    /// Why it cannot be gone on from.
    pub fn read(text: &str, session_id: &str) -> Result<Self, Refused> {
        let checked = text
            .rsplit_once(' ')
            .filter(|(text, sum)| u64::from_str_radix(sum, 16).ok() == Some(fingerprint(text)));
        let (text, _) = checked.ok_or(Refused::Changed)?;
        let mut words = text.split(' ');
        let mut next = || words.next().ok_or(Refused::Changed);
        let hex = |text: &str| u64::from_str_radix(text, 16).map_err(|_| Refused::Changed);
        if next()? != VERSION {
            return Err(Refused::Changed);
        }
        let (session, query) = (hex(next()?)?, hex(next()?)?);
        if session != fingerprint(session_id) {
            return Err(Refused::OfAnother);
        }
        let second = |text: &str| text.parse().map_err(|_| Refused::Changed);
        let range = (second(next()?)?, second(next()?)?);
        let window = next()?.parse().map_err(|_| Refused::Changed)?;
        let given = next()?.parse().map_err(|_| Refused::Changed)?;
        let watermark = Some(next()?).filter(|text| !text.is_empty());
        let watermark = watermark
            .map(str::parse)
            .transpose()
            .map_err(|_| Refused::Changed)?;
        let recent = (next()?.split(',').filter(|pair| !pair.is_empty()))
            .map(|pair| {
                let (second, id) = pair.split_once(':').ok_or(Refused::Changed)?;
                Ok((second.parse().map_err(|_| Refused::Changed)?, hex(id)?))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            query,
            range,
            window,
            given,
            watermark,
            recent,
        })
    }
}
