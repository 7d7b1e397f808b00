//! Recognizes messages that resemble an earlier one.
//!
//! A few members of a message have repeated values: direction, status and type. With all keys, they
//! form repeated bytes between the values that vary: `,"direction":"In","message":`. These bytes
//! are stored as a tree. Reading the next message follows the tree and reads only the varying
//! values.

use std::ops::Range;

use super::decoder::Decoder;
use crate::model::{Id, Member, Message, Object};

/// The most stored patterns: enough for all usual combinations of directions and statuses.
const MOST: usize = 16;

/// After this many unrecognized messages in a row, the search stops.
const PATIENCE: u32 = 8;

/// The patterns learned from the messages of a body.
#[derive(Default)]
pub(super) struct Templates {
    nodes: Vec<Node>,
    messages: Vec<Message>,
    misses: u32,
}

struct Node {
    /// What follows the previous value.
    written: Range<usize>,
    then: Then,
    child: Option<usize>,
    sibling: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    /// The value of a member that varies.
    Value(Member),
    /// The end: the message matches this one.
    Like(usize),
}

impl Templates {
    /// Empty, with capacity for most pages.
    pub(super) fn with_room() -> Self {
        Self {
            nodes: Vec::with_capacity(2 * MOST),
            messages: Vec::with_capacity(MOST / 2),
            misses: 0,
        }
    }

    /// Reads the next message if it resembles an earlier one.
    pub(super) fn take(&mut self, decoder: &mut Decoder<'_>) -> Option<Message> {
        if self.misses >= PATIENCE {
            return None;
        }
        let start = decoder.reader.at();
        let (others, files) = (decoder.others.len(), decoder.page.store.attachments.len());
        let mut message = Message::default();
        let like = self.read(decoder, &mut message);
        let Some(like) = like.and_then(|like| self.messages.get(like)) else {
            decoder.reader = decoder.reader.from(start);
            decoder.others.truncate(others);
            decoder.page.store.attachments.truncate(files);
            self.misses += 1;
            return None;
        };
        self.misses = 0;
        message.repeat(like);
        message.keys.shape = like.keys.shape;
        message.keys.pattern = like.keys.pattern;
        message.keys.others = decoder.others_since(others);
        Some(message)
    }

    /// Reads the varying values. Returns the number of the matching message.
    fn read(&self, decoder: &mut Decoder<'_>, message: &mut Message) -> Option<usize> {
        let mut next = (!self.nodes.is_empty()).then_some(0);
        loop {
            let node = self.nodes.get(next?)?;
            if !decoder.reader.takes_again(&node.written) {
                next = node.sibling;
                continue;
            }
            match node.then {
                Then::Value(Member::Field(field)) => message.read(field, decoder).ok()?,
                Then::Value(_) => decoder.other().ok()?,
                Then::Like(like) => return Some(like),
            }
            next = node.child;
        }
    }

    /// Remembers a message that was read, with what is written of it and of its members' values, and gives it a
    /// pattern.
    pub(super) fn keep(
        &mut self,
        message: &mut Message,
        written: &Range<usize>,
        members: Vec<(Member, Range<usize>)>,
        decoder: &mut Decoder<'_>,
    ) {
        if self.misses >= PATIENCE || self.messages.len() >= MOST {
            return;
        }
        let store = &mut decoder.page.store;
        message.keys.pattern = Id::of(store.patterns);
        store.patterns += 1;
        let (mut at, mut node) = (written.start, None);
        for (member, value) in members {
            if varies(member) {
                node = self.add(node, at..value.start, Then::Value(member), decoder);
                at = value.end;
            }
        }
        let like = Then::Like(self.messages.len());
        self.add(node, at..written.end, like, decoder);
        self.messages.push(message.clone());
    }

    /// The node after this one, or among the first ones; adds it if missing.
    fn add(
        &mut self,
        parent: Option<usize>,
        written: Range<usize>,
        then: Then,
        decoder: &Decoder<'_>,
    ) -> Option<usize> {
        let mut last = None;
        let mut next = match parent {
            Some(parent) => self.nodes.get(parent)?.child,
            None => (!self.nodes.is_empty()).then_some(0),
        };
        while let Some(node) = next.and_then(|next| self.nodes.get(next)) {
            let mut there = decoder.reader.from(written.start);
            if node.then == then
                && node.written.len() == written.len()
                && there.takes_again(&node.written)
            {
                return next;
            }
            last = next;
            next = node.sibling;
        }
        let added = Some(self.nodes.len());
        if let Some(last) = last.and_then(|last| self.nodes.get_mut(last)) {
            last.sibling = added;
        } else if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            parent.child = added;
        }
        self.nodes.push(Node {
            written,
            then,
            child: None,
            sibling: None,
        });
        added
    }
}

/// Whether otherwise equal messages differ in a member.
fn varies(member: Member) -> bool {
    match member {
        Member::Field(field) => {
            let field = Message::INFO.fields.get(usize::from(field));
            !field.is_some_and(|field| field.repeats)
        }
        Member::Other | Member::End => true,
    }
}
