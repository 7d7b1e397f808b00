//! Field types of the owned model that serde reads exactly as the decoder does.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::{Map, Number, Value};

use crate::date_time::parse_rfc3339_ms;
use crate::json::LARGEST;
use tsify::Tsify;

/// A time in RFC 3339, as it was sent.
///
/// ```
/// use zoom_phone_sms_messages::model::DateTime;
/// let time: DateTime = serde_json::from_str(r#""2022-03-23T02:58:01Z""#)?;
/// assert_eq!((time.as_str(), time.epoch_ms()), ("2022-03-23T02:58:01Z", 1_648_004_281_000));
/// assert!(serde_json::from_str::<DateTime>(r#""2022-02-30T00:00:00Z""#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateTime {
    text: String,
    epoch_ms: i64,
}

impl DateTime {
    pub(super) fn new(text: String, epoch_ms: i64) -> Self {
        Self { text, epoch_ms }
    }

    /// As it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn epoch_ms(&self) -> i64 {
        self.epoch_ms
    }
}

impl TryFrom<String> for DateTime {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let epoch_ms = parse_rfc3339_ms(text.as_bytes());
        let problem =
            "expected an RFC 3339 time such as 2022-03-23T02:58:01Z, found another string";
        epoch_ms
            .map(|epoch_ms| Self { text, epoch_ms })
            .ok_or(problem)
    }
}

impl From<DateTime> for String {
    fn from(time: DateTime) -> Self {
        time.text
    }
}

/// Fields that Zoom sends and this version does not know. They are there, without a type.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, Tsify)]
#[tsify(type = "{}")]
pub struct SmsUnknownFields(pub Map<String, Value>);

/// A text that many messages have in common, such as the name of the person who answers for a queue. A page
/// keeps it once.
///
/// `Debug` shows no content.
///
/// ```
/// use zoom_phone_sms_messages::model::Word;
/// let name: Word = serde_json::from_str(r#""Ann Lee""#)?;
/// assert_eq!(name.0, "Ann Lee");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Word(pub String);

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Word").finish_non_exhaustive()
    }
}

/// A text that may also come as a whole number, because nothing is published of its type.
///
/// `Debug` shows no content.
///
/// ```
/// use zoom_phone_sms_messages::model::TextOrNumber;
/// let numbers: Vec<TextOrNumber> = serde_json::from_str(r#"["0801", 801]"#)?;
/// assert!(numbers == [TextOrNumber::Text("0801".to_owned()), TextOrNumber::Number(801)]);
/// assert!(serde_json::from_str::<TextOrNumber>("8.5").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum TextOrNumber {
    /// It came as a text.
    Text(String),
    /// It came as a number.
    Number(#[serde(deserialize_with = "whole_number")] i64),
}

impl fmt::Debug for TextOrNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextOrNumber").finish_non_exhaustive()
    }
}

/// An id.
///
/// # Errors
/// For an empty one.
pub(super) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let id = String::deserialize(from)?;
    if id.is_empty() {
        return Err(D::Error::custom("expected an id, found an empty string"));
    }
    Ok(id)
}

/// A whole number, however it is written: some writers of JSON have no integers.
///
/// # Errors
/// For a fraction, and for one that JavaScript cannot hold exactly.
pub(super) fn whole_number<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    whole(&Number::deserialize(from)?)
}

/// The same, or `null`.
pub(super) fn maybe_whole_number<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<i64>, D::Error> {
    let number = Option::<Number>::deserialize(from)?;
    number.as_ref().map(whole).transpose()
}

fn whole<E: Error>(number: &Number) -> Result<i64, E> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::float_cmp,
        reason = "what is not the same afterwards is refused"
    )]
    let of_float = |float: f64| (float as i64 as f64 == float).then_some(float as i64);
    let integer = number
        .as_i64()
        .or_else(|| number.as_f64().and_then(of_float));
    integer
        .filter(|integer| (-LARGEST..=LARGEST).contains(integer))
        .ok_or_else(|| E::custom("expected a whole number, found another number"))
}
