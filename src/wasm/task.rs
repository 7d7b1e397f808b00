//! Work that ends in a promise. There is one kind of promise for all of it, so that the way to a page
//! is compiled once.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::bearer;
use super::client::{PageRequest, Parts};
use super::histories::Ends;
use super::history::Reading;
use super::token::{self, Flight};

/// What is done.
pub(super) enum Task {
    /// One page is asked for.
    Page(Rc<Parts>, PageRequest),
    /// A token is wanted for a request that is made elsewhere.
    Token(Rc<Parts>),
    /// A history is read on.
    Next(Rc<Reading>),
    /// What ends several histories is waited for.
    Ended(Ends),
    /// A token is waited for, of a call that gave or threw this.
    Flight(Rc<RefCell<Flight>>, Result<JsValue, JsValue>),
}

impl Task {
    /// A promise of what comes of it.
    pub(super) fn promise(self) -> Promise {
        Self::promise_of(Ok(self))
    }

    /// The same, or a promise that rejects with what is wrong.
    pub(super) fn promise_of(task: Result<Self, JsValue>) -> Promise {
        future_to_promise(async {
            match task? {
                Self::Page(parts, request) => request.page(&parts).await,
                Self::Token(parts) => bearer::token(&parts).await,
                Self::Next(reading) => reading.next().await,
                Self::Ended(ends) => ends.ended().await,
                Self::Flight(flight, called) => token::landed(&flight, called).await,
            }
        })
    }
}
