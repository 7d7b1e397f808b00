//! Open enumerations, which Zoom may extend at any time: unknown values are kept as sent.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

/// The known values of an enumeration.
pub trait Known: Sized + Copy {
    /// The value with this name, case-insensitively.
    fn from_name(name: &str) -> Option<Self>;
}

/// A value of an enumeration, known or not, in the spelling in which it was sent.
///
/// ```
/// use zoom_phone_sms_messages::model::{AttachmentType, Open};
/// let kind: Open<AttachmentType> = serde_json::from_str(r#""JPG/JPEG""#)?;
/// assert_eq!((kind.as_str(), kind.known()), ("JPG/JPEG", Some(AttachmentType::Jpg)));
/// let kind: Open<AttachmentType> = serde_json::from_str(r#""HOLOGRAM""#)?;
/// assert_eq!((kind.as_str(), kind.known()), ("HOLOGRAM", None));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Open<E> {
    text: String,
    #[serde(skip)]
    enumeration: PhantomData<E>,
}

impl<E: Known> Open<E> {
    /// The value with this spelling.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self {
            text,
            enumeration: PhantomData,
        }
    }

    /// As it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is, if it is known.
    #[must_use]
    pub fn known(&self) -> Option<E> {
        E::from_name(&self.text)
    }
}

impl<E> fmt::Debug for Open<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Open").finish_non_exhaustive()
    }
}

/// Declares an enumeration once: as a Rust enum, as a table of names, and as a TypeScript union of
/// the known values. Fields add `(string & {})`, so editors complete the known values and others
/// pass.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $typescript:literal {
            $($(#[$variant_meta:meta])* $variant:ident = $first:literal $(| $more:literal)*,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Tsify)]
        #[tsify(rename = $typescript)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[serde(rename = $first)]
                $variant,
            )+
        }

        impl $name {
            /// Every known value in Zoom's spelling.
            pub const NAMES: &'static [&'static str] = &[$($first $(, $more)*),+];
        }

        impl $crate::model::Known for $name {
            fn from_name(name: &str) -> Option<Self> {
                $(if [$first $(, $more)*].iter().any(|known| known.eq_ignore_ascii_case(name)) {
                    return Some(Self::$variant);
                })+
                None
            }
        }
    };
}
pub(super) use open_enum;
