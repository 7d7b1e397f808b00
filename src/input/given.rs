//! The value of an option, and how serde reads it: any value, with its type. Types that JSON lacks (a `Date`, a
//! string with an unpaired surrogate, a function) use other types of serde's data model.

use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::value::{Input, KINDS};

/// A reference to an option that only JavaScript can read, such as a function: its index among the members of
/// its object. `u32::MAX` if the option was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference(pub u32);

impl Default for Reference {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(Self)
    }
}

/// The value of an option: any [`Input`], which is checked later. Absent takes no memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given(Option<Box<Input>>);

impl Deref for Given {
    type Target = Input;

    fn deref(&self) -> &Input {
        self.0.as_deref().unwrap_or(&Input::Absent)
    }
}

impl From<Input> for Given {
    fn from(input: Input) -> Self {
        Self((!input.is_absent()).then(|| Box::new(input)))
    }
}

impl<'de> Deserialize<'de> for Given {
    #[inline(never)]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Input::deserialize(deserializer).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // `deserialize_option`, because the value may be missing.
        deserializer.deserialize_option(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Input;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Input, E> {
        Ok(Input::Absent)
    }

    fn visit_none<E>(self) -> Result<Input, E> {
        Ok(Input::Absent)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Input, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, is_on: bool) -> Result<Input, E> {
        Ok(Input::Boolean(is_on))
    }

    #[allow(clippy::cast_precision_loss, reason = "as JavaScript reads numbers")]
    fn visit_i64<E>(self, number: i64) -> Result<Input, E> {
        Ok(Input::Number(number as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "as JavaScript reads numbers")]
    fn visit_u64<E>(self, number: u64) -> Result<Input, E> {
        Ok(Input::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Input, E> {
        Ok(Input::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Input, E> {
        Ok(Input::Text(text.to_owned()))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Input, E> {
        Ok(Input::IllFormedText)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, ms: D) -> Result<Input, D::Error> {
        f64::deserialize(ms).map(Input::Date)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Input, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Input::Other("an array"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Input, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Input::Other("an object"))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Input, A::Error> {
        let (kind, _): (String, _) = data.variant()?;
        let kind = KINDS.into_iter().find(|known| *known == kind);
        Ok(Input::Other(kind.unwrap_or("a value of another kind")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Input, KINDS, Options};
    use crate::query::SmsSessionQuery;

    #[test]
    fn an_option_keeps_the_type_and_value_that_were_given() {
        let mut all = vec![
            Input::Absent,
            Input::Text(String::from("2024-01-31")),
            Input::IllFormedText,
            Input::Number(-0.5),
            Input::Boolean(true),
            Input::Date(1.0),
        ];
        all.extend(KINDS.map(Input::Other));
        for given in all {
            let members = vec![(String::from("from"), given.clone())];
            let query: SmsSessionQuery = Options::new(members).read();
            let expected = SmsSessionQuery {
                from: given.into(),
                ..SmsSessionQuery::default()
            };
            assert_eq!(query, expected);
        }
    }

    #[test]
    fn options_can_be_read_from_json() {
        let json = r#"{"from": "2024-01-31", "sort": 1, "page_size": [[1]], "to": null}"#;
        let query: SmsSessionQuery = serde_json::from_str(json).unwrap();
        let expected = SmsSessionQuery {
            from: Input::Text(String::from("2024-01-31")).into(),
            sort: Input::Number(1.0).into(),
            page_size: Input::Other("an array").into(),
            ..SmsSessionQuery::default()
        };
        assert_eq!(query, expected);
    }
}
