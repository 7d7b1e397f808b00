//! The endpoints, one method each.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::{Call, checked};
use super::client::SmsClient;
use super::input::input;
use crate::endpoint::{AccountSessions, Message, SessionMessages, SessionSync, UserSessions};

#[wasm_bindgen]
impl SmsClient {
    /// Requests one page of an SMS session.
    ///
    /// # Errors
    /// `SmsError`, of kind `invalid-request` before anything is sent.
    #[wasm_bindgen(js_name = getSmsSession, unchecked_return_type = "Promise<SmsSession>")]
    pub fn get_sms_session(
        &self,
        #[wasm_bindgen(js_name = sessionId, unchecked_param_type = "string")] session_id: &JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "(SmsSessionQuery & SmsCallOptions) | null"
        )]
        query: &JsValue,
    ) -> Promise {
        Call::send(&self.account, "query", query, &|members| {
            checked(SessionMessages::validate(
                &input(session_id),
                &members.read(),
            ))
        })
    }

    /// Asks for one message of an SMS session.
    ///
    /// # Errors
    /// `SmsError`, of kind `invalid-request` before anything is sent.
    #[wasm_bindgen(js_name = getSmsMessage, unchecked_return_type = "Promise<SmsMessage>")]
    pub fn get_sms_message(
        &self,
        #[wasm_bindgen(js_name = sessionId, unchecked_param_type = "string")] session_id: &JsValue,
        #[wasm_bindgen(js_name = messageId, unchecked_param_type = "string")] message_id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "SmsCallOptions | null")] options: &JsValue,
    ) -> Promise {
        Call::send(&self.account, "options", options, &|_| {
            checked(Message::validate(&input(session_id), &input(message_id)))
        })
    }

    /// Requests one page of the account's SMS sessions.
    ///
    /// # Errors
    /// `SmsError`, of kind `invalid-request` before anything is sent.
    #[wasm_bindgen(js_name = listSmsSessions, unchecked_return_type = "Promise<SmsSessionList>")]
    pub fn list_sms_sessions(
        &self,
        #[wasm_bindgen(
            unchecked_optional_param_type = "(SmsSessionListQuery & SmsCallOptions) | null"
        )]
        query: &JsValue,
    ) -> Promise {
        Call::send(&self.account, "query", query, &|members| {
            checked(AccountSessions::validate(&members.read()))
        })
    }

    /// Requests one page of a user's SMS sessions.
    ///
    /// # Errors
    /// `SmsError`, of kind `invalid-request` before anything is sent.
    #[wasm_bindgen(js_name = listUserSmsSessions, unchecked_return_type = "Promise<SmsSessionList>")]
    pub fn list_user_sms_sessions(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: &JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "(SmsSessionListQuery & SmsCallOptions) | null"
        )]
        query: &JsValue,
    ) -> Promise {
        Call::send(&self.account, "query", query, &|members| {
            checked(UserSessions::validate(&input(user_id), &members.read()))
        })
    }

    /// Syncs an SMS session.
    ///
    /// # Errors
    /// `SmsError`, of kind `invalid-request` before anything is sent.
    #[wasm_bindgen(js_name = syncSmsSession, unchecked_return_type = "Promise<SmsSyncPage>")]
    pub fn sync_sms_session(
        &self,
        #[wasm_bindgen(js_name = sessionId, unchecked_param_type = "string")] session_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "SmsSyncQuery & SmsCallOptions")] query: &JsValue,
    ) -> Promise {
        Call::send(&self.account, "query", query, &|members| {
            checked(SessionSync::validate(&input(session_id), &members.read()))
        })
    }
}

/// Requests one page of an SMS session with its own client.
///
/// # Errors
/// `SmsError`, of kind `invalid-request` before anything is sent.
#[wasm_bindgen(js_name = getSmsSession, unchecked_return_type = "Promise<SmsSession>")]
pub fn get_sms_session(
    #[wasm_bindgen(js_name = sessionId, unchecked_param_type = "string")] session_id: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "SmsClientOptions & SmsSessionQuery & SmsCallOptions")]
    options: &JsValue,
) -> Promise {
    Call::send_alone("options", options, &|members| {
        checked(SessionMessages::validate(
            &input(session_id),
            &members.read(),
        ))
    })
}
