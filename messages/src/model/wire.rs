//! The traits of field types and objects, and of what reads and writes them.

use std::fmt::Debug;
use std::ops::Range;

use super::id::Id;
use super::info::{FieldInfo, Form, ObjectInfo};
use super::shapes::Keys;
use crate::json::Place;

/// When something happened, as a page keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Time {
    /// As it is written.
    pub text: Place,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub epoch_ms: i64,
}

/// A text, or a whole number in its place, as a page keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// Where the text is.
    Text(Place),
    /// The number.
    Number(i64),
}

/// A type that a field can have.
pub trait Wire: Sized {
    /// What a page keeps of a value.
    type Kept: Debug + Clone + Default + PartialEq + Eq;

    /// The form of its values.
    const FORM: Form;

    /// Whether many messages have the same value, which is then written once for all of them.
    const REPEATS: bool = false;

    /// What to expect in the error if the value is missing; `None` if it may be missing.
    const REQUIRED: Option<&'static str> = None;

    /// Reads the next value.
    ///
    /// # Errors
    /// If it is of another type.
    fn read<R: ReadWire>(kept: &mut Self::Kept, from: &mut R) -> Result<(), R::Fault>;

    /// Gives a value to a writer.
    fn write<W: WriteWire>(kept: &Self::Kept, to: &mut W);
}

impl FieldInfo {
    pub(super) const fn of<T: Wire>(name: &'static str) -> Self {
        Self {
            name,
            form: T::FORM,
            repeats: T::REPEATS,
            required: T::REQUIRED,
        }
    }
}

/// What a page keeps of an object.
pub trait Object: Default {
    /// Its declaration.
    const INFO: &'static ObjectInfo;

    /// Its keys as they came.
    fn keys(&self) -> &Keys;

    /// Its keys, mutable.
    fn keys_mut(&mut self) -> &mut Keys;

    /// Reads the value of a field.
    ///
    /// # Errors
    /// If it is of another type.
    fn read<R: ReadWire>(&mut self, field: u8, from: &mut R) -> Result<(), R::Fault>;

    /// Gives the values of some fields to a writer, in the order of their declaration.
    fn write<W: WriteWire>(&self, which: Which, to: &mut W);

    /// Copies the values of the fields that repeat from another object.
    fn repeat(&mut self, like: &Self);
}

/// Which fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Those whose values repeat.
    Repeated,
    /// The others.
    Own,
}

impl Which {
    pub(super) const fn has(self, repeats: bool) -> bool {
        match self {
            Self::All => true,
            Self::Repeated => repeats,
            Self::Own => !repeats,
        }
    }
}

/// Reads values: the decoder.
#[allow(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "each reads the next value of the type in its name, which may be `null` where it is an `Option`"
)]
pub trait ReadWire {
    type Fault;
    fn id(&mut self) -> Result<Place, Self::Fault>;
    fn time(&mut self) -> Result<Time, Self::Fault>;
    fn text(&mut self) -> Result<Option<Place>, Self::Fault>;
    fn word(&mut self) -> Result<Option<Id>, Self::Fault>;
    fn scalar(&mut self) -> Result<Option<Scalar>, Self::Fault>;
    fn integer(&mut self) -> Result<Option<i64>, Self::Fault>;
    fn boolean(&mut self) -> Result<Option<bool>, Self::Fault>;
    fn object<T: Object>(&mut self) -> Result<Option<T>, Self::Fault>;
    fn party(&mut self) -> Result<Option<Id>, Self::Fault>;
    fn parties(&mut self) -> Result<Option<Id>, Self::Fault>;
    fn attachments(&mut self) -> Result<Option<Range<usize>>, Self::Fault>;
    fn messages(&mut self) -> Result<Range<usize>, Self::Fault>;
}

/// Takes the values of an object, one after the other.
#[allow(missing_docs, reason = "each takes a value of the type in its name")]
pub trait WriteWire {
    fn text(&mut self, text: Option<Place>);
    fn word(&mut self, word: Option<Id>);
    fn scalar(&mut self, scalar: Option<Scalar>);
    fn integer(&mut self, integer: Option<i64>);
    fn boolean(&mut self, boolean: Option<bool>);
    fn object<T: Object>(&mut self, object: Option<&T>);
    fn party(&mut self, party: Option<Id>);
    fn parties(&mut self, list: Option<Id>);
    fn attachments(&mut self, attachments: Option<&Range<usize>>);
    fn messages(&mut self, messages: &Range<usize>);
}
