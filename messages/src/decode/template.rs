//! Recognizes messages that resemble an earlier one.
//!
//! A few members of a message have repeated values: direction, status and type. With all keys, they
//! form repeated bytes between the values that vary: `,"direction":"In","message":`. These bytes
//! are stored as a tree. Reading the next message follows the tree and reads only the varying
//! values.

use std::ops::Range;

use crate::json::Reader;
use crate::model::{Id, Member, Message, Object, ReadWire};

/// The most stored patterns: enough for all usual combinations of directions and statuses.
const MOST: usize = 16;

/// After this many unrecognized messages in a row, the search stops.
const PATIENCE: u32 = 8;

/// What messages are read with.
pub(super) trait MessageReader<'a>: ReadWire {
    /// The reader of the body.
    fn reader(&mut self) -> &mut Reader<'a>;

    /// How much was read.
    fn start(&self) -> Start;

    /// Forgets what was read since.
    fn back_to(&mut self, start: &Start);

    /// Reads the value of a key that is not known.
    fn unknown(&mut self) -> Result<(), Self::Fault>;

    /// The values of such keys since.
    fn unknown_since(&mut self, start: &Start) -> Range<usize>;

    /// The number of a new pattern.
    fn new_pattern(&mut self) -> Option<Id>;
}

/// How much of a body was read: bytes, values of unknown keys, and files.
pub(super) struct Start {
    pub(super) at: usize,
    pub(super) others: usize,
    pub(super) files: usize,
}

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
    pub(super) fn take<'a>(&mut self, from: &mut impl MessageReader<'a>) -> Option<Message> {
        if self.misses >= PATIENCE {
            return None;
        }
        let start = from.start();
        let mut message = Message::default();
        let like = self.read(from, &mut message);
        let Some(like) = like.and_then(|like| self.messages.get(like)) else {
            from.back_to(&start);
            self.misses += 1;
            return None;
        };
        self.misses = 0;
        message.repeat(like);
        message.keys.shape = like.keys.shape;
        message.keys.pattern = like.keys.pattern;
        message.keys.others = from.unknown_since(&start);
        Some(message)
    }

    /// Reads the varying values. Returns the number of the matching message.
    fn read<'a>(&self, from: &mut impl MessageReader<'a>, message: &mut Message) -> Option<usize> {
        let mut next = (!self.nodes.is_empty()).then_some(0);
        loop {
            let node = self.nodes.get(next?)?;
            if !from.reader().takes_again(&node.written) {
                next = node.sibling;
                continue;
            }
            match node.then {
                Then::Value(Member::Field(field)) => message.read(field, from).ok()?,
                Then::Value(_) => from.unknown().ok()?,
                Then::Like(like) => return Some(like),
            }
            next = node.child;
        }
    }

    /// Remembers a message that was read, with what is written of it and of its members' values, and gives it a
    /// pattern.
    pub(super) fn keep<'a>(
        &mut self,
        message: &mut Message,
        written: &Range<usize>,
        members: Vec<(Member, Range<usize>)>,
        from: &mut impl MessageReader<'a>,
    ) {
        if self.misses >= PATIENCE || self.messages.len() >= MOST {
            return;
        }
        message.keys.pattern = from.new_pattern();
        let (mut at, mut node) = (written.start, None);
        for (member, value) in members {
            if varies(member) {
                node = self.add(node, at..value.start, Then::Value(member), from.reader());
                at = value.end;
            }
        }
        let like = Then::Like(self.messages.len());
        self.add(node, at..written.end, like, from.reader());
        self.messages.push(message.clone());
    }

    /// The node after this one, or among the first ones; adds it if missing.
    fn add(
        &mut self,
        parent: Option<usize>,
        written: Range<usize>,
        then: Then,
        reader: &Reader<'_>,
    ) -> Option<usize> {
        let mut last = None;
        let mut next = match parent {
            Some(parent) => self.nodes.get(parent)?.child,
            None => (!self.nodes.is_empty()).then_some(0),
        };
        while let Some(node) = next.and_then(|next| self.nodes.get(next)) {
            let mut there = reader.from(written.start);
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
