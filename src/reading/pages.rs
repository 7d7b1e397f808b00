//! The history of one session, page by page: the requests, the new messages of each page, and the checkpoint
//! to continue from.

use crate::client::PageSource;
use crate::decode::Undecodable;
use crate::endpoint::{Endpoint, Request, SessionId, SessionMessages};
use crate::error::{ErrorKind, SmsError};
use crate::history::{History, Progress};
use crate::model::Page;
use crate::response::START_AGAIN;
use crate::written::cut;

/// An active history.
#[derive(Debug)]
pub struct Reading {
    session_id: SessionId,
    history: History,
    page: Option<NewPage>,
    checkpoint: String,
    /// Whether the checkpoint is a mark, for an archive that knows the rest of it.
    is_marked: bool,
}

/// A page and the indexes of its new messages, in the order of the query.
#[derive(Debug, Clone)]
pub struct NewPage {
    /// The page.
    pub page: Page,
    /// Indexes of `sms_histories`.
    pub new: Vec<usize>,
}

impl Reading {
    /// The reading of a session's history.
    #[must_use]
    pub fn new(session_id: SessionId, history: History) -> Self {
        Self::begun(session_id, history, false)
    }

    /// The same in an archive: its checkpoints are the history's marks.
    #[must_use]
    pub fn of_archive(session_id: SessionId, history: History) -> Self {
        Self::begun(session_id, history, true)
    }

    fn begun(session_id: SessionId, history: History, is_marked: bool) -> Self {
        let mut reading = Self {
            session_id,
            history,
            page: None,
            checkpoint: String::new(),
            is_marked,
        };
        reading.commit();
        reading
    }

    /// Takes the page that a page fetch has found.
    pub fn take_page(&mut self) -> Option<NewPage> {
        self.page.take()
    }

    /// Records that the caller has received the page. Until then, the checkpoint stays before it.
    pub fn commit(&mut self) {
        self.checkpoint = if self.is_marked {
            self.history.mark()
        } else {
            let checkpoint = self.history.checkpoint();
            checkpoint.write(self.session_id.as_str())
        };
    }

    /// Where to continue, as text.
    #[must_use]
    pub fn checkpoint(&self) -> &str {
        &self.checkpoint
    }

    /// Whether it ends because of its limit, rather than of its range.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.history.is_cut()
    }

    /// How far the history has been read.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.history.progress()
    }
}

impl PageSource for Reading {
    fn next_request(&mut self) -> Result<Option<Request>, SmsError> {
        let query = self.history.next()?;
        let request = query.map(|query| SessionMessages {
            session_id: self.session_id.clone(),
            query,
        });
        Ok(request.map(|request| request.request()))
    }

    fn take(&mut self, body: Vec<u8>) -> Result<bool, Undecodable> {
        let page = SessionMessages::decode(body)?;
        let new = self.history.take(&page);
        let has_new = !new.is_empty();
        self.page = has_new.then_some(NewPage { page, new });
        Ok(has_new)
    }

    fn set_clock(&mut self, now_ms: i64, server_ms: Option<i64>) {
        self.history.set_clock(now_ms, server_ms);
    }

    fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        if refusal.kind != ErrorKind::InvalidPageToken {
            return Err(refusal);
        }
        self.history.restart(refusal).map_err(from_checkpoint)
    }
}

/// A history can continue from its checkpoint, even after its page token has expired.
fn from_checkpoint(refusal: SmsError) -> SmsError {
    refusal.with(|error| {
        if let Some((before, behind)) = cut(&error.message, START_AGAIN) {
            error.message = [before, "Continue from the checkpoint.", behind].concat();
        }
    })
}
