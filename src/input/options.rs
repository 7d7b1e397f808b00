//! Options by name: each options struct takes the members that it declares. A member that no struct declares
//! is an issue.

use std::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::names::nearest;
use super::value::Input;
use crate::error::{Issue, IssueCode, IssueFields, Issues};
use crate::written::shown_name;

/// An options object, as the caller passed it.
///
/// ```
/// use zoom_phone_sms::input::{Input, Options};
/// use zoom_phone_sms::query::SmsSessionQuery;
///
/// let mut options = Options::new(vec![
///     (String::from("page_size"), Input::Number(50.0)),
///     (String::from("form"), Input::Text(String::from("2024-01-31"))),
/// ]);
/// let query: SmsSessionQuery = options.read();
/// assert_eq!(*query.page_size, Input::Number(50.0));
/// assert!(options.unknown()[0].message.contains("Did you mean `from`?"));
/// ```
#[derive(Debug, Default)]
pub struct Options {
    members: Vec<(String, Input)>,
    known: Vec<&'static str>,
}

impl Options {
    /// Takes the members, by their names.
    #[must_use]
    pub fn new(members: Vec<(String, Input)>) -> Self {
        Self {
            members,
            known: Vec::new(),
        }
    }

    /// The options that a type declares. Its names count as known from now on. Nothing is checked yet: each
    /// field is a [`Given`](super::Given) or a [`Reference`](super::Reference), which accept any value.
    ///
    /// # Panics
    /// If the type has a field of another type, and that refuses a value.
    pub fn read<T: DeserializeOwned + Default>(&mut self) -> T {
        let Ok(read) = T::deserialize(Fields(self));
        read
    }

    /// The names of the options that a type declares, in their order.
    ///
    /// ```
    /// use zoom_phone_sms::input::Options;
    /// use zoom_phone_sms::retry::SmsRetryOptions;
    ///
    /// let names = Options::names_of::<SmsRetryOptions>();
    /// assert_eq!(names, ["max", "baseDelayMs", "maxDelayMs", "maxRetryWaitMs"]);
    /// ```
    #[must_use]
    pub fn names_of<T: DeserializeOwned + Default>() -> Vec<&'static str> {
        let mut none = Self::default();
        let _: T = none.read();
        none.known
    }

    /// An issue for each unknown name, with the nearest known one.
    #[must_use]
    pub fn unknown(&self) -> Issues {
        let mut unknown = Issues::default();
        for (name, _) in &self.members {
            if !self.known.contains(&name.as_str()) {
                unknown.add(|| unknown_option(name, &self.known));
            }
        }
        unknown
    }
}

/// The issue for a name that is not an option, with the nearest known one.
fn unknown_option(name: &str, known: &[&str]) -> Issue {
    let shown = shown_name(name);
    let hint = match nearest(name, known) {
        Some(near) => ["is not an option. Did you mean `", near, "`?"].concat(),
        None => String::from("is not an option."),
    };
    let accepted = known.join(", ");
    Issue::from(IssueFields {
        code: IssueCode::UnknownOption,
        message: ["`", shown, "` ", &hint, " Options are: ", &accepted, "."].concat(),
        field: shown.to_owned(),
        accepted,
    })
}

/// Deserializes an options struct from the members.
struct Fields<'g>(&'g mut Options);

impl<'de> Deserializer<'de> for Fields<'_> {
    type Error = Refusal;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.0.known.extend(fields);
        visitor.visit_seq(Members {
            members: &self.0.members,
            fields: fields.iter(),
        })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The fields of a struct in order, including those that were not given.
struct Members<'g> {
    members: &'g [(String, Input)],
    fields: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Members<'_> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refusal> {
        seed.deserialize(self.next()).map(Some)
    }
}

impl<'g> Members<'g> {
    #[inline(never)]
    fn next(&mut self) -> Member<'g> {
        let field = self.fields.next().copied().unwrap_or_default();
        let mut members = self.members.iter().zip(0..);
        let found = members.find(|((name, _), _)| name == field);
        found.map_or(Member::ABSENT, |((_, input), at)| Member { input, at })
    }
}

/// A value from the caller, and its index among the members.
struct Member<'g> {
    input: &'g Input,
    at: u32,
}

impl Member<'static> {
    const ABSENT: Self = Self {
        input: &Input::Absent,
        at: u32::MAX,
    };
}

impl<'de> Deserializer<'de> for Member<'_> {
    type Error = Refusal;

    /// The counterpart of [`Input`]'s `Deserialize`.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.input {
            Input::Absent => visitor.visit_unit(),
            Input::Text(text) => visitor.visit_str(text),
            Input::IllFormedText => visitor.visit_bytes(&[]),
            Input::Number(number) => visitor.visit_f64(*number),
            Input::Boolean(is_on) => visitor.visit_bool(*is_on),
            Input::Date(ms) => visitor.visit_newtype_struct((*ms).into_deserializer()),
            Input::Other(kind) => visitor.visit_enum((*kind).into_deserializer()),
        }
    }

    /// For [`super::Reference`], which needs only the index.
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_u32(self.at)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The error of a field that refuses a value. There is none, because every field accepts any value; invalid values
/// become an [`Issue`] later. So the compiler leaves out what would handle it. serde's own messages would be a tenth
/// of the wasm.
#[derive(Debug)]
enum Refusal {}

#[cold]
fn refuse() -> Refusal {
    unreachable!("a field of an options struct accepts any value")
}

impl fmt::Display for Refusal {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(_: T) -> Self {
        refuse()
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        refuse()
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        refuse()
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        refuse()
    }
}
