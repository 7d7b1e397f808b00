//! Enumerations whose values have names for programs.

/// Declares an enumeration once: as a Rust enum, as the names of its values, and as a TypeScript
/// union.
macro_rules! named {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $typescript:literal {
            $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
        #[tsify(rename = $typescript)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                #[serde(rename = $text)]
                $variant,
            )+
        }

        impl $name {
            /// The name for programs.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The value with this name.
            #[must_use]
            pub fn of_name(name: &str) -> Option<Self> {
                [$(Self::$variant),+].into_iter().find(|value| value.name() == name)
            }
        }
    };
}

pub(super) use named;
