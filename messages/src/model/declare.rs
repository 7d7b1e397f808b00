//! The macro that declares Zoom's objects.

/// Declares the objects in Zoom's responses. A declaration generates
///
/// - the owned struct, with serde and its TypeScript type;
/// - the struct that a page stores instead, whose fields hold the positions of values in the body;
/// - [`super::ObjectInfo`], from which the build generates the JavaScript that creates objects.
///
/// A field is one line with its documentation. `required` fields have to be there and not `null`; `optional`
/// ones are `Option`s. A field named like a Rust keyword is written `r#type`. What a type means is its
/// [`super::Wire`]. Objects that are `shared` repeat in many messages of a page and are stored once.
///
/// `usual` lists the orders in which Zoom sends the keys. Objects with these orders are the fastest to create.
macro_rules! wire_objects {
    ($(
        $(#[$meta:meta])*
        pub struct $owned:ident, $sharing:ident as $kept:ident {
            required {
                $($(#[$required_meta:meta])* $required:ident: $required_type:ty,)*
            }
            optional {
                $($(#[$optional_meta:meta])* $optional:ident: $optional_type:ty,)*
            }
            usual {
                $([$($usual:ident)*])*
            }
        }
    )*) => {
        /// Every object, by its number.
        pub const OBJECTS: &[&ObjectInfo] = &[$($kept::INFO),*];

        /// The numbers of the objects.
        enum Number {
            $($kept,)*
        }

        $(
            owned_object! {
                $(#[$meta])*
                pub struct $owned {
                    required { $($(#[$required_meta])* $required: $required_type,)* }
                    optional { $($(#[$optional_meta])* $optional: $optional_type,)* }
                }
            }

            impl $owned {
                /// A copy of what a page keeps.
                pub(super) fn copied(kept: &$kept, page: &Page) -> Result<Self, Uncopied> {
                    Ok(Self {
                        $($required: <$required_type as Copied>::copied(&kept.$required, page)
                            .map_err(|error| error.under(wire_name(stringify!($required))))?,)*
                        $($optional: <Option<$optional_type> as Copied>::copied(&kept.$optional, page)
                            .map_err(|error| error.under(wire_name(stringify!($optional))))?,)*
                        unknown: page.unknown(&kept.keys)?,
                    })
                }
            }

            #[doc = concat!("What a page keeps of a [`", stringify!($owned), "`].")]
            #[derive(Debug, Clone, PartialEq, Eq, Default)]
            pub struct $kept {
                $(
                    #[doc = concat!("See [`", stringify!($owned), "`].")]
                    pub $required: <$required_type as Wire>::Kept,
                )*
                $(
                    #[doc = concat!("See [`", stringify!($owned), "`].")]
                    pub $optional: <Option<$optional_type> as Wire>::Kept,
                )*
                /// The keys as they came.
                pub keys: Keys,
            }

            impl $kept {
                const NAMES: &'static [&'static str] = &[
                    $(wire_name(stringify!($required)),)*
                    $(wire_name(stringify!($optional)),)*
                ];

                const INFO: &'static ObjectInfo = &ObjectInfo {
                    number: Number::$kept as u32,
                    kept: stringify!($kept),
                    name: stringify!($owned),
                    is_shared: is_shared(stringify!($sharing)),
                    fields: &[
                        $(FieldInfo::of::<$required_type>(wire_name(stringify!($required))),)*
                        $(FieldInfo::of::<Option<$optional_type>>(wire_name(stringify!($optional))),)*
                    ],
                    usual: &[$(&[$(index_of(wire_name(stringify!($usual)), Self::NAMES)),*]),*],
                };
            }

            // What a `u8` and the bits of a `u32` can tell apart.
            const _: () = assert!($kept::NAMES.len() < 256 && $kept::INFO.usual.len() <= 32);

            impl Object for $kept {
                const INFO: &'static ObjectInfo = Self::INFO;

                #[inline]
                fn keys(&self) -> &Keys {
                    &self.keys
                }

                #[inline]
                fn keys_mut(&mut self) -> &mut Keys {
                    &mut self.keys
                }

                #[inline]
                fn read<R: ReadWire>(&mut self, field: u8, from: &mut R) -> Result<(), R::Fault> {
                    let mut fields = 0..=u8::MAX;
                    $(if fields.next() == Some(field) {
                        return <$required_type as Wire>::read(&mut self.$required, from);
                    })*
                    $(if fields.next() == Some(field) {
                        return <Option<$optional_type> as Wire>::read(&mut self.$optional, from);
                    })*
                    Ok(())
                }

                #[inline]
                fn write<W: WriteWire>(&self, which: Which, to: &mut W) {
                    $(if which.has(<$required_type as Wire>::REPEATS) {
                        <$required_type as Wire>::write(&self.$required, to);
                    })*
                    $(if which.has(<Option<$optional_type> as Wire>::REPEATS) {
                        <Option<$optional_type> as Wire>::write(&self.$optional, to);
                    })*
                }

                #[inline]
                fn repeat(&mut self, like: &Self) {
                    $(if <$required_type as Wire>::REPEATS {
                        self.$required.clone_from(&like.$required);
                    })*
                    $(if <Option<$optional_type> as Wire>::REPEATS {
                        self.$optional.clone_from(&like.$optional);
                    })*
                }
            }
        )*
    };
}
pub(super) use wire_objects;

/// Declares the owned struct of an object, with serde and its TypeScript type.
macro_rules! owned_object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            required {
                $($(#[$required_meta:meta])* $required:ident: $required_type:ty,)*
            }
            optional {
                $($(#[$optional_meta:meta])* $optional:ident: $optional_type:ty,)*
            }
        }
    ) => {
        $(#[$meta])*
        ///
        /// `Debug` shows no content, since texts, names, numbers and links must not reach a log by accident.
        #[derive(Clone, PartialEq, Serialize, Deserialize, Tsify)]
        #[tsify(missing_as_null)]
        pub struct $name {
            $(
                $(#[$required_meta])*
                pub $required: $required_type,
            )*
            $(
                $(#[$optional_meta])*
                // By a path that tsify does not know: by `Option::is_none` it would leave `null` out of the type.
                #[serde(default, skip_serializing_if = "std::option::Option::is_none")]
                pub $optional: Option<$optional_type>,
            )*
            /// What this version does not know.
            #[serde(flatten)]
            pub unknown: SmsUnknownFields,
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
pub(super) use owned_object;

/// The name of a field in JSON: `type` of `r#type`.
pub(super) const fn wire_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// Whether an object is declared `shared` rather than `own`; any other word does not compile.
pub(super) const fn is_shared(word: &str) -> bool {
    assert!(
        same(word, "shared") || same(word, "own"),
        "expected `shared` or `own`"
    );
    same(word, "shared")
}

/// The place of a name among the names of an object; a name that is not there does not compile.
pub(super) const fn index_of(name: &str, names: &[&str]) -> u8 {
    let (mut rest, mut index) = (names, 0);
    while let [first, others @ ..] = rest {
        if same(name, first) {
            return index;
        }
        (rest, index) = (others, index + 1);
    }
    assert!(names.is_empty(), "a name in `usual` is no field");
    index
}

const fn same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, ones @ ..], [second, others @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (ones, others);
    }
    one.is_empty() && other.is_empty()
}
