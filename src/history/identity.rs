//! Which entries are the same message.
//!
//! Two entries are the same message if they agree in what was sent: id, time, sender, recipients, text and
//! attachments. In Zoom's own example, two entries differ only in the types of their attachments, and are two
//! messages. What may change between two responses does not count: the links of attachments, which are signed
//! anew each time, and the delivery status. Unknown fields do not count either.

use super::hash::Hash;
use crate::json::Place;
use crate::model::{Attachment, Id, Message, Page};

/// The hash of what identifies a message.
pub(super) fn identity(page: &Page, message: &Message) -> u64 {
    let mut hash = Hash::default();
    let hash = &mut hash;
    text(hash, page, Some(message.message_id));
    hash.number(message.date_time.epoch_ms);
    text(hash, page, message.message);
    party(hash, page, message.sender);
    // The order of a list has no meaning.
    hash.all(page.recipients(message.to_members), |hash, member| {
        party(hash, page, Some(*member));
    });
    hash.all(page.attachments(message), |hash, file| {
        attachment(hash, page, file);
    });
    hash.value()
}

fn party(hash: &mut Hash, page: &Page, party: Option<Id>) {
    let party = party.and_then(|party| page.party(party));
    let owner = party.and_then(|party| party.owner.as_ref());
    text(hash, page, party.and_then(|party| party.phone_number));
    text(hash, page, party.and_then(|party| party.display_name));
    text(hash, page, owner.and_then(|owner| owner.id));
    word(hash, page, owner.and_then(|owner| owner.r#type));
}

fn attachment(hash: &mut Hash, page: &Page, file: &Attachment) {
    text(hash, page, file.id);
    text(hash, page, file.name);
    hash.number(file.size.unwrap_or(-1));
    word(hash, page, file.r#type);
}

fn text(hash: &mut Hash, page: &Page, text: Option<Place>) {
    hash.text(&text.map_or_else(Default::default, |text| page.text(text).to_str()));
}

fn word(hash: &mut Hash, page: &Page, word: Option<Id>) {
    hash.text(&word.map_or_else(Default::default, |word| page.word(word).to_str()));
}
