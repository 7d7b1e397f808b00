//! Enumerations that Zoom may extend on any day: a value that is not known is kept as it was sent.

/// The values of an enumeration that were known when this was written.
pub trait Known: Sized + Copy {
    /// The value with this name, without regard to case.
    fn from_name(name: &str) -> Option<Self>;
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
