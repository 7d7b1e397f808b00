//! The types that fields have.

use std::ops::Range;

use super::enums::Code;
use super::id::Id;
use super::info::Form;
use super::lenient::{DateTime, TextOrNumber, Word};
use super::objects::{
    Attachment, Copied, Message, Owner, Page, Party, SmsAttachment, SmsMessage, SmsOwner, SmsParty,
};
use super::open::{Known, Open};
use super::uncopied::Uncopied;
use super::wire::{Object, ReadWire, Scalar, Time, Wire, WriteWire};
use crate::json::Place;

/// An id, which is never empty.
impl Wire for String {
    type Kept = Place;
    const FORM: Form = Form::Text;
    const REQUIRED: Option<&'static str> = Some("a string");

    #[inline]
    fn read<R: ReadWire>(kept: &mut Place, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.id()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Place, to: &mut W) {
        to.text(Some(*kept));
    }
}

impl Copied for String {
    fn copied(kept: &Place, page: &Page) -> Result<Self, Uncopied> {
        Ok(page.text(*kept).to_str().into_owned())
    }
}

impl Wire for DateTime {
    type Kept = Time;
    const FORM: Form = Form::Text;
    const REQUIRED: Option<&'static str> = Some("an RFC 3339 time");

    #[inline]
    fn read<R: ReadWire>(kept: &mut Time, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.time()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Time, to: &mut W) {
        to.text(Some(kept.text));
    }
}

impl Copied for DateTime {
    fn copied(kept: &Time, page: &Page) -> Result<Self, Uncopied> {
        let text = page.text(kept.text).to_str().into_owned();
        Ok(Self::new(text, kept.epoch_ms))
    }
}

impl Wire for Option<String> {
    type Kept = Option<Place>;
    const FORM: Form = Form::Text;

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<Place>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.text()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<Place>, to: &mut W) {
        to.text(*kept);
    }
}

impl Copied for Option<String> {
    fn copied(kept: &Option<Place>, page: &Page) -> Result<Self, Uncopied> {
        Ok(kept.map(|place| page.text(place).to_str().into_owned()))
    }
}

impl<E: Known> Wire for Option<Open<E>> {
    type Kept = Option<Id>;
    const FORM: Form = Form::Word;
    const REPEATS: bool = true;

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<Id>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.word()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<Id>, to: &mut W) {
        to.word(*kept);
    }
}

impl<E: Known> Copied for Option<Open<E>> {
    fn copied(kept: &Option<Id>, page: &Page) -> Result<Self, Uncopied> {
        Ok(kept.map(|word| Open::new(page.word(word).to_str().into_owned())))
    }
}

impl Wire for Option<Word> {
    type Kept = Option<Id>;
    const FORM: Form = Form::Word;
    const REPEATS: bool = true;

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<Id>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.word()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<Id>, to: &mut W) {
        to.word(*kept);
    }
}

impl Copied for Option<Word> {
    fn copied(kept: &Option<Id>, page: &Page) -> Result<Self, Uncopied> {
        Ok(kept.map(|word| Word(page.word(word).to_str().into_owned())))
    }
}

impl Wire for Option<TextOrNumber> {
    type Kept = Option<Scalar>;
    const FORM: Form = Form::TextOrNumber;
    const REPEATS: bool = true;

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<Scalar>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.scalar()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<Scalar>, to: &mut W) {
        to.scalar(*kept);
    }
}

impl Copied for Option<TextOrNumber> {
    fn copied(kept: &Option<Scalar>, page: &Page) -> Result<Self, Uncopied> {
        Ok(kept.map(|scalar| match scalar {
            Scalar::Text(place) => TextOrNumber::Text(page.text(place).to_str().into_owned()),
            Scalar::Number(number) => TextOrNumber::Number(number),
        }))
    }
}

impl Wire for Option<i64> {
    type Kept = Self;
    const FORM: Form = Form::Integer;

    #[inline]
    fn read<R: ReadWire>(kept: &mut Self, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.integer()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Self, to: &mut W) {
        to.integer(*kept);
    }
}

impl Copied for Option<i64> {
    fn copied(kept: &Self::Kept, _page: &Page) -> Result<Self, Uncopied> {
        Ok(*kept)
    }
}

impl Wire for Option<Code> {
    type Kept = Option<i64>;
    const FORM: Form = Form::Integer;
    const REPEATS: bool = true;

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<i64>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.integer()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<i64>, to: &mut W) {
        to.integer(*kept);
    }
}

impl Copied for Option<Code> {
    fn copied(kept: &Option<i64>, _page: &Page) -> Result<Self, Uncopied> {
        Ok(kept.map(Code))
    }
}

impl Wire for Option<bool> {
    type Kept = Self;
    const FORM: Form = Form::Boolean;

    #[inline]
    fn read<R: ReadWire>(kept: &mut Self, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.boolean()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Self, to: &mut W) {
        to.boolean(*kept);
    }
}

impl Copied for Option<bool> {
    fn copied(kept: &Self::Kept, _page: &Page) -> Result<Self, Uncopied> {
        Ok(*kept)
    }
}

impl Wire for Option<SmsOwner> {
    type Kept = Option<Owner>;
    const FORM: Form = Form::Object(Owner::INFO);

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<Owner>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.object()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<Owner>, to: &mut W) {
        to.object(kept.as_ref());
    }
}

impl Copied for Option<SmsOwner> {
    fn copied(kept: &Option<Owner>, page: &Page) -> Result<Self, Uncopied> {
        let owner = kept.as_ref().map(|owner| SmsOwner::copied(owner, page));
        owner.transpose()
    }
}

impl Wire for Option<SmsParty> {
    type Kept = Option<Id>;
    const FORM: Form = Form::Shared(Party::INFO);

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<Id>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.party()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<Id>, to: &mut W) {
        to.party(*kept);
    }
}

impl Copied for Option<SmsParty> {
    fn copied(kept: &Option<Id>, page: &Page) -> Result<Self, Uncopied> {
        let party = kept.and_then(|party| page.party(party));
        party.map(|party| SmsParty::copied(party, page)).transpose()
    }
}

impl Wire for Option<Vec<SmsParty>> {
    type Kept = Option<Id>;
    const FORM: Form = Form::SharedList(Party::INFO);

    #[inline]
    fn read<R: ReadWire>(kept: &mut Option<Id>, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.parties()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Option<Id>, to: &mut W) {
        to.parties(*kept);
    }
}

impl Copied for Option<Vec<SmsParty>> {
    fn copied(kept: &Option<Id>, page: &Page) -> Result<Self, Uncopied> {
        let list = kept.map(|list| {
            let parties = page.recipients(Some(list)).iter();
            list_of(parties.filter_map(|party| page.party(*party)), |party| {
                SmsParty::copied(party, page)
            })
        });
        list.transpose()
    }
}

impl Wire for Option<Vec<SmsAttachment>> {
    type Kept = Option<Range<usize>>;
    const FORM: Form = Form::Objects(Attachment::INFO);

    #[inline]
    fn read<R: ReadWire>(kept: &mut Self::Kept, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.attachments()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Self::Kept, to: &mut W) {
        to.attachments(kept.as_ref());
    }
}

impl Copied for Option<Vec<SmsAttachment>> {
    fn copied(kept: &Self::Kept, page: &Page) -> Result<Self, Uncopied> {
        let list = kept.as_ref().map(|files| {
            let files = page.store.attachments.get(files.clone());
            list_of(files.unwrap_or_default().iter(), |file| {
                SmsAttachment::copied(file, page)
            })
        });
        list.transpose()
    }
}

impl Wire for Vec<SmsMessage> {
    type Kept = Range<usize>;
    const FORM: Form = Form::Objects(Message::INFO);
    const REQUIRED: Option<&'static str> = Some("an array");

    #[inline]
    fn read<R: ReadWire>(kept: &mut Self::Kept, from: &mut R) -> Result<(), R::Fault> {
        *kept = from.messages()?;
        Ok(())
    }

    #[inline]
    fn write<W: WriteWire>(kept: &Self::Kept, to: &mut W) {
        to.messages(kept);
    }
}

impl Copied for Vec<SmsMessage> {
    fn copied(kept: &Self::Kept, page: &Page) -> Result<Self, Uncopied> {
        let messages = page.messages.get(kept.clone()).unwrap_or_default();
        list_of(messages.iter(), |message| SmsMessage::copied(message, page))
    }
}

fn list_of<K, T>(
    kept: impl Iterator<Item = K>,
    copied: impl Fn(K) -> Result<T, Uncopied>,
) -> Result<Vec<T>, Uncopied> {
    let items = kept.zip(0..);
    items
        .map(|(kept, index)| copied(kept).map_err(|error| error.at_index(index)))
        .collect()
}
