//! A list of sessions as a page source.

use std::cell::RefCell;

use super::windows::{ListRequest, ListedPage, PAGE_SIZE};
use crate::client::PageSource;
use crate::date_range::DateRange;
use crate::decode::{SessionPage, Undecodable};
use crate::endpoint::{
    AccountSessions, Endpoint, Filter, ListQuery, Request, UserId, UserSessions,
};
use crate::error::SmsError;
use crate::history::fingerprint;
use crate::written::hexadecimal;

/// Whose sessions are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// A user's; without one, the account's.
    pub user: Option<UserId>,
    /// Which types of sessions.
    pub session_type: String,
    /// Only those with this number.
    pub phone_number: Option<String>,
}

impl Whose {
    /// A fingerprint of which sessions they are, listed with these filters.
    #[must_use]
    pub fn scope(&self, filters: &[Filter]) -> String {
        let user = self.user.as_ref().map_or("", UserId::as_str);
        let number = self.phone_number.as_deref().unwrap_or_default();
        let mut text = [&self.session_type, " ", user, " ", number].concat();
        for filter in filters {
            text += filter.name();
        }
        hexadecimal(fingerprint(&text))
    }

    fn request(&self, asked: ListRequest) -> Request {
        let query = ListQuery {
            range: Some(DateRange::of_seconds(asked.from, asked.to)),
            session_type: Some(self.session_type.clone()),
            phone_number: self.phone_number.clone(),
            filter_type: Some(asked.filter),
            page_size: Some(PAGE_SIZE),
            next_page_token: asked.token,
        };
        match self.user.clone() {
            Some(user_id) => UserSessions { user_id, query }.request(),
            None => AccountSessions { query }.request(),
        }
    }
}

/// Decides what to list, and takes what was found.
pub trait Lister {
    /// The next request; `None` when the list is complete.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Paging`] if the list never ends.
    fn next_list(&self) -> Result<Option<ListRequest>, SmsError>;

    /// Takes the requested page. Returns the indexes of the sessions to return.
    fn take_list(&mut self, page: ListedPage) -> Vec<usize>;

    /// As [`PageSource::set_clock`].
    fn set_clock(&mut self, now_ms: i64, server_ms: Option<i64>);

    /// As [`PageSource::restart`].
    ///
    /// # Errors
    /// `refusal`, if the list cannot go on.
    fn restart_list(&mut self, refusal: SmsError) -> Result<(), SmsError>;
}

/// A page of a list, and the indexes of the sessions in it to return.
#[derive(Debug, Clone)]
pub struct NewSessions {
    /// The page.
    pub page: SessionPage,
    /// Indexes of `sms_sessions`.
    pub new: Vec<usize>,
}

/// Requests the pages of a list.
pub struct ListSource<'a> {
    /// What decides. It is borrowed only while it does, so that it can be asked in between.
    pub lister: &'a RefCell<dyn Lister>,
    /// Whose sessions it lists.
    pub whose: &'a Whose,
    /// The page that has come.
    pub page: Option<NewSessions>,
}

impl PageSource for ListSource<'_> {
    fn next_request(&mut self) -> Result<Option<Request>, SmsError> {
        let asked = self.lister.borrow().next_list()?;
        Ok(asked.map(|asked| self.whose.request(asked)))
    }

    fn take(&mut self, body: Vec<u8>) -> Result<bool, Undecodable> {
        let page: SessionPage = AccountSessions::decode(body)?;
        let new = self.lister.borrow_mut().take_list(ListedPage {
            ids: page.ids().map(|id| id.to_str().into_owned()).collect(),
            token: page.token().map(|token| token.to_str().into_owned()),
        });
        self.page = Some(NewSessions { page, new });
        Ok(true)
    }

    fn set_clock(&mut self, now_ms: i64, server_ms: Option<i64>) {
        self.lister.borrow_mut().set_clock(now_ms, server_ms);
    }

    fn restart(&mut self, refusal: SmsError) -> Result<(), SmsError> {
        self.lister.borrow_mut().restart_list(refusal)
    }
}
