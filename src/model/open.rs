//! Enumerations that Zoom may extend on any day.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::Text;

/// The values of an enumeration that were known when this was written.
pub trait Known: Sized + Copy {
    /// The value with this name, without regard to case.
    fn from_name(name: &str) -> Option<Self>;
}

/// A value of an enumeration: as it was sent, and what it means if that is known.
///
/// ```
/// use zoom_phone_sms::{json::Text, model::{Direction, Open}};
/// let direction = Open::<Direction>::new(Text::escape("out"));
/// assert_eq!(direction.known, Some(Direction::Out));
/// assert_eq!(direction.sent.to_str(), "out");
/// assert_eq!(Open::<Direction>::new(Text::escape("sideways")).known, None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open<'a, K> {
    /// The value as Zoom sent it.
    pub sent: Text<'a>,
    /// What it means, if it was known when this was written.
    pub known: Option<K>,
}

impl<'a, K: Known> Open<'a, K> {
    /// Looks the value up.
    #[must_use]
    pub fn new(sent: Text<'a>) -> Self {
        let known = K::from_name(&sent.to_str());
        Self { sent, known }
    }
}

impl<K> Serialize for Open<'_, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.sent.serialize(serializer)
    }
}

impl<'de, K: Known> Deserialize<'de> for Open<'_, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(Self::new)
    }
}

/// Writes an enumeration once: as a Rust enum, as the table of its names, and as a TypeScript
/// union of the known values, to which fields add `(string & {})`: an editor completes the known
/// ones, and the others pass.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $typescript:literal {
            $($(#[$variant_meta:meta])* $variant:ident = $first:literal $(| $more:literal)*,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Tsify)]
        #[tsify(rename = $typescript)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[serde(rename = $first)]
                $variant,
            )+
        }

        impl $name {
            /// Every known value as Zoom writes it.
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
