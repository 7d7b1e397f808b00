//! The objects of a list of sessions. Lists are short and rare beside messages: their declarations only say how
//! bodies are checked ([`crate::decode::sessions`]), and the engine's own parser makes the objects for JavaScript.

use std::fmt;

use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::declare::{owned_object, wire_name};
use super::enums::{ExtensionStatus, SessionType};
use super::info::{FieldInfo, Form, ObjectInfo};
use super::lenient::{SmsUnknownFields, id, maybe_whole_number};
use super::objects::SmsOwner;
use super::open::Open;
use super::wire::Wire;

/// A type of a field in a list.
trait Listed {
    const FORM: Form;
    const REQUIRED: Option<&'static str> = None;
}

impl<T: Wire> Listed for T {
    const FORM: Form = T::FORM;
    const REQUIRED: Option<&'static str> = T::REQUIRED;
}

impl Listed for Vec<SmsListedSession> {
    const FORM: Form = Form::Objects(SmsListedSession::INFO);
    const REQUIRED: Option<&'static str> = Some("an array");
}

impl Listed for Option<Vec<SmsParticipant>> {
    const FORM: Form = Form::Objects(SmsParticipant::INFO);
}

/// Declares objects of lists, in the form of [`super::declare::wire_objects`].
macro_rules! listed_objects {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            required {
                $($(#[$required_meta:meta])* $required:ident: $required_type:ty,)*
            }
            optional {
                $($(#[$optional_meta:meta])* $optional:ident: $optional_type:ty,)*
            }
        }
    )*) => {$(
        owned_object! {
            $(#[$meta])*
            pub struct $name {
                required { $($(#[$required_meta])* $required: $required_type,)* }
                optional { $($(#[$optional_meta])* $optional: $optional_type,)* }
            }
        }

        impl $name {
            /// Its declaration.
            pub const INFO: &'static ObjectInfo = &ObjectInfo {
                number: u32::MAX,
                kept: "",
                name: stringify!($name),
                is_shared: false,
                fields: &[
                    $(FieldInfo {
                        name: wire_name(stringify!($required)),
                        form: <$required_type as Listed>::FORM,
                        repeats: false,
                        required: <$required_type as Listed>::REQUIRED,
                    },)*
                    $(FieldInfo {
                        name: wire_name(stringify!($optional)),
                        form: <Option<$optional_type> as Listed>::FORM,
                        repeats: false,
                        required: None,
                    },)*
                ],
                usual: &[],
            };
        }

        // The bits of the `u32` in which decoding notes the fields that it has seen.
        const _: () = assert!($name::INFO.fields.len() <= 32);
    )*};
}

listed_objects! {
    /// One page of a list of SMS sessions, as Zoom sent it; unknown fields are kept.
    pub struct SmsSessionList {
        required {
            /// The sessions of this page, at most 100.
            sms_sessions: Vec<SmsListedSession>,
        }
        optional {
            /// Pass it as `next_page_token` within 15 minutes to get the next page. Empty or absent on the last page. A
            /// session that gets a message moves in the list, so following page tokens may skip it.
            next_page_token: String,
            /// The page size: the requested one, or Zoom's 30.
            #[serde(deserialize_with = "maybe_whole_number")]
            page_size: i64,
        }
    }

    /// An SMS session in a list: a conversation, and who takes part in it.
    pub struct SmsListedSession {
        required {
            /// The session's id, for `getSmsSession` and for histories.
            #[serde(deserialize_with = "id")]
            session_id: String,
        }
        optional {
            /// Whose session it is.
            #[tsify(type = "SmsSessionType | (string & {}) | null")]
            session_type: Open<SessionType>,
            /// When a message was last sent or received, in UTC: `2022-03-25T02:11:27Z`.
            last_access_time: String,
            /// Who takes part, at most 10.
            participants: Vec<SmsParticipant>,
        }
    }

    /// Someone who takes part in a session.
    pub struct SmsParticipant {
        required {}
        optional {
            /// The number as Zoom sends it: digits with the country code, without a `+`.
            phone_number: String,
            /// The name that Zoom shows.
            display_name: String,
            /// The owner of the number, if it belongs to the account.
            owner: SmsOwner,
            /// Whether the session is this participant's: the account's own side.
            is_session_owner: bool,
            /// Why the participant's extension cannot be used any more. Only in lists of the account.
            #[tsify(type = "SmsExtensionStatus | (string & {}) | null")]
            extension_status: Open<ExtensionStatus>,
            /// When the extension was deleted, in UTC. Only in lists of the account.
            extension_deleted_time: String,
        }
    }
}
