//! The list of an archive's sessions as a page source.

use std::cell::RefCell;

use super::leg::Archive;
use super::listing::{ListRequest, ListedPage, PAGE_SIZE};
use crate::client::PageSource;
use crate::date_range::DateRange;
use crate::decode::{SessionPage, Undecodable};
use crate::endpoint::{AccountSessions, Endpoint, ListQuery, Request, UserId, UserSessions};
use crate::error::SmsError;

/// Whose sessions are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// A user's; without one, the account's.
    pub user: Option<UserId>,
    /// Which types of sessions.
    pub session_type: String,
}

impl Whose {
    fn request(&self, asked: ListRequest) -> Request {
        let query = ListQuery {
            range: Some(DateRange::of_seconds(asked.from, asked.to)),
            session_type: Some(self.session_type.clone()),
            phone_number: None,
            filter_type: Some(asked.filter.name().to_owned()),
            page_size: Some(PAGE_SIZE),
            next_page_token: asked.token,
        };
        match self.user.clone() {
            Some(user_id) => UserSessions { user_id, query }.request(),
            None => AccountSessions { query }.request(),
        }
    }
}

/// Reads the next page of an archive's list.
#[derive(Debug)]
pub struct ListSource<'a> {
    /// The archive.
    pub archive: &'a RefCell<Archive>,
    /// Whose sessions it lists.
    pub whose: &'a Whose,
}

impl PageSource for ListSource<'_> {
    fn next_request(&mut self) -> Result<Option<Request>, SmsError> {
        let asked = self.archive.borrow().next_list()?;
        Ok(asked.map(|asked| self.whose.request(asked)))
    }

    fn take(&mut self, body: Vec<u8>) -> Result<bool, Undecodable> {
        let page: SessionPage = AccountSessions::decode(body)?;
        self.archive.borrow_mut().take_list(ListedPage {
            ids: page.ids().map(|id| id.to_str().into_owned()).collect(),
            token: page.token().map(|token| token.to_str().into_owned()),
        });
        Ok(true)
    }

    fn set_clock(&mut self, now_ms: i64, server_ms: Option<i64>) {
        self.archive.borrow_mut().set_clock(now_ms, server_ms);
    }

    fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        self.archive.borrow_mut().restart_list(refusal)
    }
}
