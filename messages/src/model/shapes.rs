//! The keys that objects have, in their order: what engines call hidden classes.
//!
//! Objects of one kind nearly always have the same keys in the same order. Each order that was seen
//! is a path through a tree, and a step of it remembers how it is written, from the end of one
//! value to the start of the next: `,"date_time":`. Whoever reads the next object looks for those
//! bytes before anything else, and need not look at a key at all.

use std::ops::Range;

use super::Field;
use crate::json::{Place, Reader, same};

/// How many of the ways that go on from a shape are tried: more are not worth their time.
const WAYS: usize = 4;

/// How many shapes most pages have, with all that lead to them.
const USUAL: usize = 48;

/// Of an object with more keys nobody here looks whether one comes twice, which takes the square of
/// their number: the engine's own parser can tell.
const MANY: usize = 256;

/// To set this of an object is to set its prototype.
const PROTOTYPE: &[u8] = b"__proto__";

/// The keys of an object up to some point, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape(u32);

/// What an object is, which decides what its keys mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Session,
    /// A message.
    Message,
    /// A sender or recipient.
    Party,
    /// The owner of a number.
    Owner,
    /// A file.
    Attachment,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Session,
        Self::Message,
        Self::Party,
        Self::Owner,
        Self::Attachment,
    ];

    /// The shape of an object of this kind before its first key.
    #[must_use]
    pub fn root(self) -> Shape {
        Shape(self as u32)
    }
}

/// The way from one shape to the next: a key, or the object's end.
#[derive(Debug, Clone)]
pub struct Step {
    /// What is written from the end of the value before to the start of this key's value.
    pub written: Range<usize>,
    /// The key; none where the object ends.
    pub key: Option<Place>,
    /// What the key means.
    pub field: Field,
}

#[derive(Debug, Clone)]
struct Node {
    parent: Shape,
    step: Step,
    first_child: Option<Shape>,
    next_sibling: Option<Shape>,
    irregular: bool,
    known: Option<i64>,
}

/// Every shape that was seen.
#[derive(Debug, Clone)]
pub struct Shapes(Vec<Node>);

impl Default for Shapes {
    fn default() -> Self {
        let root = |kind: Kind| Node {
            parent: kind.root(),
            step: Step {
                written: 0..0,
                key: None,
                field: Field::Other,
            },
            first_child: None,
            next_sibling: None,
            irregular: false,
            known: Some(0),
        };
        let mut shapes = Vec::with_capacity(USUAL);
        shapes.extend(Kind::ALL.map(root));
        Self(shapes)
    }
}

impl Shapes {
    /// The shape that follows this one here: one of those that have followed it before, if `reader`
    /// has what was written then, over which it reads. With it, what its last key means.
    #[inline]
    pub fn next(&self, shape: Shape, reader: &mut Reader<'_>) -> Option<(Shape, Field)> {
        let mut next = self.node(shape)?.first_child;
        for _ in 0..WAYS {
            let node = self.node(next?)?;
            if reader.takes_again(&node.step.written) {
                return Some((next?, node.step.field));
            }
            next = node.next_sibling;
        }
        None
    }

    /// Adds a shape that follows `shape`; `buffer` has the keys.
    pub fn add(&mut self, shape: Shape, step: Step, buffer: &[u8]) -> Shape {
        let Ok(added) = u32::try_from(self.0.len()) else {
            return shape;
        };
        let odd = |key: Place| {
            let bytes = key.of(buffer);
            let mut before = self.members(shape).map(|(_, key)| key.of(buffer));
            key.is_escaped()
                || bytes == PROTOTYPE
                || before.by_ref().take(MANY).any(|before| same(before, bytes))
                || before.next().is_some()
        };
        let irregular = self.is_irregular(shape) || step.key.is_some_and(odd);
        let known = self
            .known(shape)
            .and_then(|known| with_field(known, step.field));
        let added = Shape(added);
        let parent = self.0.get_mut(shape.0 as usize);
        let next_sibling = parent.and_then(|node| node.first_child.replace(added));
        self.0.push(Node {
            parent: shape,
            step,
            first_child: None,
            next_sibling,
            irregular,
            known,
        });
        added
    }

    /// How many shapes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// What the last key of a shape means.
    #[must_use]
    pub fn field(&self, shape: Shape) -> Field {
        self.node(shape)
            .map_or(Field::Other, |node| node.step.field)
    }

    /// The last key of a shape.
    #[must_use]
    pub fn key(&self, shape: Shape) -> Option<Place> {
        self.node(shape)?.step.key
    }

    /// A shape and those that it goes on from, the last of which is its kind's root.
    fn path(&self, shape: Shape) -> impl Iterator<Item = Shape> {
        let parent = |shape: &Shape| {
            let parent = self.node(*shape)?.parent;
            (parent != *shape).then_some(parent)
        };
        std::iter::successors(Some(shape), parent)
    }

    /// The number of what a shape is of: the same keys mean something else elsewhere.
    #[must_use]
    pub fn kind(&self, shape: Shape) -> usize {
        self.path(shape).last().unwrap_or(shape).0 as usize
    }

    /// The keys of a shape and what they mean, from the last to the first.
    pub fn members(&self, shape: Shape) -> impl Iterator<Item = (Field, Place)> {
        let path = self.path(shape);
        path.filter_map(|shape| Some((self.field(shape), self.key(shape)?)))
    }

    /// Whether a key comes twice, is written with an escape, or is one that JavaScript sets in another
    /// way than the others: then an object is more than its keys as they are written. So may be one with
    /// very many keys.
    #[inline]
    #[must_use]
    pub fn is_irregular(&self, shape: Shape) -> bool {
        self.node(shape).is_some_and(|node| node.irregular)
    }

    /// The number of a shape of which all keys are known: their order as digits of a number to the base
    /// 32, of which each is that of a [`Field`], from 1 on.
    #[must_use]
    pub fn known(&self, shape: Shape) -> Option<i64> {
        self.node(shape)?.known
    }

    #[inline]
    fn node(&self, shape: Shape) -> Option<&Node> {
        self.0.get(shape.0 as usize)
    }
}

/// The number of a shape's keys with one more; `None` if JavaScript cannot hold it any more.
fn with_field(known: i64, field: Field) -> Option<i64> {
    if field == Field::End {
        return Some(known);
    }
    if field == Field::Other {
        return None;
    }
    let more = known * 32 + i64::from(field as u8) + 1;
    (more < 1 << 53).then_some(more)
}

#[cfg(test)]
mod tests {
    use crate::decode;

    fn is_irregular(keys: usize) -> bool {
        let keys: Vec<String> = (0..keys).map(|key| format!(r#","{key}":0"#)).collect();
        let body = format!(r#"{{"sms_histories":[]{}}}"#, keys.concat());
        decode::session(body.into_bytes()).unwrap().store.irregular
    }

    #[test]
    fn an_object_with_very_many_keys_is_read_once_and_left_to_the_engines_parser() {
        assert!(!is_irregular(200));
        assert!(is_irregular(300));
        // Each compared with all before it, these would take the better part of an hour.
        assert!(is_irregular(1_000_000));
    }
}
