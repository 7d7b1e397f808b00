//! Bodies into messages: tolerant where Zoom is loose, exact where a record would be wrong.
//!
//! Fields may be absent, `null`, unknown or in any order; enumerations are open. A value of the
//! wrong type, a message without an id or without a time, and anything that is not JSON are
//! refused with the path to the place, and never with its content.

use crate::date_time::parse_rfc3339_ms;
use crate::error::{ErrorKind, SmsError};
use crate::input::shown_name;
use crate::json::{Kind, Malformed, Reader, Text};
use crate::model::{Known, Open, SmsAttachment, SmsMessage, SmsOwner, SmsParty, SmsSession};

/// The largest whole number that JavaScript and JSON readers agree on: 2⁵³ − 1.
const LARGEST_INTEGER: i64 = 9_007_199_254_740_991;

/// Decodes the body of an answer.
///
/// ```
/// use zoom_phone_sms::decode;
/// let body = br#"{"sms_histories":[{"date_time":"2022-03-23T02:58:01Z","message_id":null}]}"#;
/// let error = decode::session(body).unwrap_err();
/// assert_eq!(error.path.as_deref(), Some("sms_histories[0].message_id"));
/// assert!(error.message.contains("expected a string, found null"));
/// ```
///
/// # Errors
/// [`ErrorKind::Decode`], with the `path` to what is wrong.
pub fn session(body: &[u8]) -> Result<SmsSession<'_>, SmsError> {
    whole(body, read_session)
}

/// Decodes what a caller has at hand: a session, an array of sessions, or an array of messages.
///
/// # Errors
/// [`ErrorKind::Decode`], with the `path` to what is wrong.
pub fn messages(body: &[u8]) -> Result<Vec<SmsMessage<'_>>, SmsError> {
    whole(body, |reader| {
        if expect_one_of(reader, &[Kind::Object, Kind::Array])? == Kind::Object {
            return Ok(read_session(reader)?.sms_histories);
        }
        if starts_with_session(reader)? {
            return Ok(list(reader, read_session)?
                .into_iter()
                .flat_map(|page| page.sms_histories)
                .collect());
        }
        list(reader, read_message)
    })
}

/// Decodes several bodies, each like [`messages`]; their messages in order.
///
/// # Errors
/// [`ErrorKind::Decode`]; where there are several bodies, the `path` starts with the index of one.
pub fn pages<B: AsRef<[u8]>>(bodies: &[B]) -> Result<Vec<SmsMessage<'_>>, SmsError> {
    let mut all = Vec::new();
    for (index, body) in bodies.iter().enumerate() {
        let within = |error: SmsError| {
            if bodies.len() == 1 {
                error
            } else {
                error.within(&format!("[{index}]"))
            }
        };
        all.append(&mut messages(body.as_ref()).map_err(within)?);
    }
    Ok(all)
}

/// The text of a body: UTF-8, without the byte order mark that JSON does not have.
///
/// # Errors
/// [`ErrorKind::Decode`] if it is not UTF-8.
pub fn text(body: &[u8]) -> Result<&str, SmsError> {
    let text = std::str::from_utf8(body).map_err(|error| {
        Fault::no_json(format!(
            "expected UTF-8, found something else at byte {}",
            error.valid_up_to()
        ))
        .into_error()
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

fn whole<'a, T>(
    body: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Fault>,
) -> Result<T, SmsError> {
    let text = text(body)?;
    let start = text.trim_start();
    if start.is_empty() {
        return Err(
            Fault::no_json(String::from("expected a JSON object, found nothing")).into_error(),
        );
    }
    if start.starts_with('<') {
        return Err(
            Fault::no_json(String::from("expected a JSON object, found HTML or XML")).into_error(),
        );
    }
    let mut reader = Reader::new(text);
    let read = read(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    read.map_err(Fault::into_error)
}

fn read_session<'a>(reader: &mut Reader<'a>) -> Result<SmsSession<'a>, Fault> {
    let (mut next_page_token, mut page_size, mut sms_histories) = (None, None, None);
    object(reader, |reader, key| {
        match key {
            "next_page_token" => next_page_token = string(reader)?,
            "page_size" => page_size = integer(reader)?,
            "sms_histories" => sms_histories = Some(list(reader, read_message)?),
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    let sms_histories = sms_histories.ok_or_else(|| Fault::missing("sms_histories", "an array"))?;
    Ok(SmsSession {
        next_page_token,
        page_size,
        sms_histories,
    })
}

fn read_message<'a>(reader: &mut Reader<'a>) -> Result<SmsMessage<'a>, Fault> {
    let mut message = SmsMessage::default();
    let (mut message_id, mut date_time) = (None, None);
    object(reader, |reader, key| {
        match key {
            "message_id" => message_id = Some(required_string(reader)?),
            "date_time" => date_time = Some(time(reader)?),
            "attachments" => message.attachments = optional_list(reader, read_attachment)?,
            "direction" => message.direction = open(reader)?,
            "message" => message.message = string(reader)?,
            "message_type" => message.message_type = integer(reader)?,
            "delivery_status" => message.delivery_status = open(reader)?,
            "sender" => message.sender = optional(reader, Kind::Object, read_party)?,
            "to_members" => message.to_members = optional_list(reader, read_party)?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    message.message_id = message_id.ok_or_else(|| Fault::missing("message_id", "a string"))?;
    (message.date_time, message.epoch_ms) =
        date_time.ok_or_else(|| Fault::missing("date_time", "an RFC 3339 time"))?;
    Ok(message)
}

fn read_party<'a>(reader: &mut Reader<'a>) -> Result<SmsParty<'a>, Fault> {
    let mut party = SmsParty::default();
    object(reader, |reader, key| {
        match key {
            "phone_number" => party.phone_number = string(reader)?,
            "display_name" => party.display_name = string(reader)?,
            "owner" => party.owner = optional(reader, Kind::Object, read_owner)?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(party)
}

fn read_owner<'a>(reader: &mut Reader<'a>) -> Result<SmsOwner<'a>, Fault> {
    let mut owner = SmsOwner::default();
    object(reader, |reader, key| {
        match key {
            "id" => owner.id = string(reader)?,
            "type" => owner.kind = open(reader)?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(owner)
}

fn read_attachment<'a>(reader: &mut Reader<'a>) -> Result<SmsAttachment<'a>, Fault> {
    let mut attachment = SmsAttachment::default();
    object(reader, |reader, key| {
        match key {
            "download_url" => attachment.download_url = string(reader)?,
            "id" => attachment.id = string(reader)?,
            "name" => attachment.name = string(reader)?,
            "size" => attachment.size = integer(reader)?,
            "type" => attachment.kind = open(reader)?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(attachment)
}

fn object<'a>(
    reader: &mut Reader<'a>,
    mut field: impl FnMut(&mut Reader<'a>, &str) -> Result<(), Fault>,
) -> Result<(), Fault> {
    expect_one_of(reader, &[Kind::Object])?;
    let mut more = reader.enter(Kind::Object)?;
    while more {
        let key = reader.key()?;
        let key = key.to_str();
        field(reader, &key).map_err(|fault| fault.under(shown_name(&key)))?;
        more = reader.next(Kind::Object)?;
    }
    Ok(())
}

fn list<'a, T>(
    reader: &mut Reader<'a>,
    item: impl Fn(&mut Reader<'a>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    expect_one_of(reader, &[Kind::Array])?;
    let mut items = Vec::new();
    let mut more = reader.enter(Kind::Array)?;
    while more {
        items.push(item(reader).map_err(|fault| fault.under(&format!("[{}]", items.len())))?);
        more = reader.next(Kind::Array)?;
    }
    Ok(items)
}

/// The next value if it is of `kind`, `None` if it is `null`.
fn optional<'a, T>(
    reader: &mut Reader<'a>,
    kind: Kind,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    let found = reader.peek()?;
    if found == Kind::Null {
        reader.skip()?;
        Ok(None)
    } else if found == kind {
        read(reader).map(Some)
    } else {
        Err(Fault::unexpected(kind.described(), found))
    }
}

fn optional_list<'a, T>(
    reader: &mut Reader<'a>,
    item: impl Fn(&mut Reader<'a>) -> Result<T, Fault>,
) -> Result<Option<Vec<T>>, Fault> {
    optional(reader, Kind::Array, |reader| list(reader, item))
}

fn string<'a>(reader: &mut Reader<'a>) -> Result<Option<Text<'a>>, Fault> {
    optional(reader, Kind::String, |reader| Ok(reader.string()?))
}

fn open<'a, K: Known>(reader: &mut Reader<'a>) -> Result<Option<Open<'a, K>>, Fault> {
    Ok(string(reader)?.map(Open::new))
}

fn required_string<'a>(reader: &mut Reader<'a>) -> Result<Text<'a>, Fault> {
    expect_one_of(reader, &[Kind::String])?;
    Ok(reader.string()?)
}

fn time<'a>(reader: &mut Reader<'a>) -> Result<(Text<'a>, i64), Fault> {
    let text = required_string(reader)?;
    let problem = "expected an RFC 3339 time such as 2022-03-23T02:58:01Z, found another string";
    let epoch_ms =
        parse_rfc3339_ms(&text.to_str()).ok_or_else(|| Fault::new(problem.to_owned()))?;
    Ok((text, epoch_ms))
}

/// A whole number, however it is written: some writers of JSON have no integers.
fn integer(reader: &mut Reader<'_>) -> Result<Option<i64>, Fault> {
    optional(reader, Kind::Number, |reader| {
        let problem = "expected a whole number, found another number";
        integral(reader.number()?).ok_or_else(|| Fault::new(problem.to_owned()))
    })
}

/// `225740`, `225740.0` or `2.2574e5` as an integer, if it is one that JavaScript can hold.
fn integral(written: &str) -> Option<i64> {
    let (mantissa, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
    let (units, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let zeros = exponent
        .parse::<i32>()
        .ok()?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let digits: i64 = format!("{units}{fraction}").parse().ok()?;
    let scale = 10_i64.checked_pow(zeros.unsigned_abs());
    let integer = match (zeros, scale) {
        _ if digits == 0 => 0,
        (0.., scale) => digits.checked_mul(scale?)?,
        (_, scale) => (digits % scale? == 0).then_some(digits / scale?)?,
    };
    (-LARGEST_INTEGER..=LARGEST_INTEGER)
        .contains(&integer)
        .then_some(integer)
}

fn expect_one_of(reader: &mut Reader<'_>, kinds: &[Kind]) -> Result<Kind, Fault> {
    let found = reader.peek()?;
    if kinds.contains(&found) {
        return Ok(found);
    }
    let described: Vec<&str> = kinds.iter().map(|kind| kind.described()).collect();
    Err(Fault::unexpected(&described.join(" or "), found))
}

/// Whether the array that comes next starts with a page rather than with a message.
fn starts_with_session(reader: &Reader<'_>) -> Result<bool, Fault> {
    let mut ahead = reader.clone();
    if !ahead.enter(Kind::Array)? || ahead.peek()? != Kind::Object {
        return Ok(false);
    }
    let mut more = ahead.enter(Kind::Object)?;
    while more {
        if ahead.key()?.to_str() == "sms_histories" {
            return Ok(true);
        }
        ahead.skip()?;
        more = ahead.next(Kind::Object)?;
    }
    Ok(false)
}

/// What is wrong with a body, and where. The path is put together on the way out, so that a body
/// that is right pays nothing for it.
struct Fault {
    path: String,
    problem: String,
    /// Whether this is no JSON at all, as a body that was cut off or a gateway's page.
    no_json: bool,
}

impl Fault {
    fn new(problem: String) -> Self {
        Self {
            path: String::new(),
            problem,
            no_json: false,
        }
    }

    fn no_json(problem: String) -> Self {
        Self {
            no_json: true,
            ..Self::new(problem)
        }
    }

    fn unexpected(expected: &str, found: Kind) -> Self {
        Self::new(format!("expected {expected}, found {}", found.described()))
    }

    fn missing(field: &str, expected: &str) -> Self {
        Self::new(format!("expected {expected}, found nothing")).under(field)
    }

    fn under(mut self, step: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{step}{dot}{}", self.path);
        self
    }

    fn into_error(self) -> SmsError {
        let path = if self.path.is_empty() {
            String::from("body")
        } else {
            self.path
        };
        let advice = "Nothing of it was used. If Zoom sent it so, please report the path.";
        let message = format!("{path}: {}. {advice}", self.problem);
        SmsError {
            path: Some(path),
            no_json: self.no_json,
            ..SmsError::new(ErrorKind::Decode, message)
        }
    }
}

impl From<Malformed> for Fault {
    fn from(malformed: Malformed) -> Self {
        let what = if malformed.truncated {
            "JSON that ends too early"
        } else {
            "something else"
        };
        Self::no_json(format!(
            "expected JSON, found {what} at byte {}",
            malformed.at
        ))
    }
}
