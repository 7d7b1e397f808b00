//! Object shapes: keys in their order, like an engine's hidden classes.
//!
//! Objects of one kind nearly always have the same keys in the same order. Each order is a path
//! through a tree, and each step stores its bytes between two values: `,"date_time":`. Reading the
//! next object compares those bytes first, and then needs no key lookup.

use std::ops::Range;

use super::id::Id;
use super::info::ObjectInfo;
use crate::json::{Place, Reader, same};

/// The most continuations of a shape to try: more are not worth the time.
const WAYS: usize = 4;

/// The typical number of shapes on a page, including prefixes.
const USUAL: usize = 48;

/// Objects with more keys are not checked for repeated keys, which takes quadratic time: the
/// engine's own parser handles them.
const MANY: usize = 256;

/// The most objects that can be declared: each has a shape before its first key.
pub(super) const MOST_OBJECTS: u32 = 8;

/// Setting this key sets the object's prototype.
const PROTOTYPE: &[u8] = b"__proto__";

/// Some first keys of an object, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape(u32);

/// What a key of an object means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// A field: its index in [`ObjectInfo::fields`].
    Field(u8),
    /// Something that is not declared.
    Other,
    /// Nothing: here the object ends.
    End,
}

impl Member {
    /// The member of an object with this name.
    #[must_use]
    pub fn of(object: &ObjectInfo, name: &str) -> Self {
        let mut fields = object.fields.iter().zip(0..);
        let found = fields.find(|(field, _)| field.name == name);
        found.map_or(Self::Other, |(_, index)| Self::Field(index))
    }
}

impl ObjectInfo {
    /// The shape of such an object before its first key.
    #[must_use]
    pub fn root(&self) -> Shape {
        Shape(self.number)
    }
}

/// The keys of an object.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// The keys, in their order.
    pub shape: Shape,
    /// Of a message: those with one pattern have the same keys in the same order, and the same values of all fields
    /// that repeat.
    pub pattern: Option<Id>,
    /// The values of keys that are not known, in their order: of [`Store::others`](crate::model::Store::others).
    pub others: Range<usize>,
}

/// A step from one shape to the next: a key, or the end of the object.
#[derive(Debug, Clone)]
pub struct Step {
    /// The bytes between the previous value and this key's value.
    pub written: Range<usize>,
    /// The key; `None` at the end of the object.
    pub key: Option<Place>,
    /// What the key means.
    pub member: Member,
}

#[derive(Debug, Clone)]
struct Node {
    parent: Shape,
    step: Step,
    first_child: Option<Shape>,
    next_sibling: Option<Shape>,
    irregular: bool,
    /// Which of the usual orders of keys it is the start of, or all of: a bit for each.
    usual: u32,
    /// A required field that a whole object lacks.
    lacks: Option<u8>,
}

/// Every shape seen.
#[derive(Debug, Clone)]
pub struct Shapes(Vec<Node>);

impl Default for Shapes {
    fn default() -> Self {
        let root = |number| Node {
            parent: Shape(number),
            step: Step {
                written: 0..0,
                key: None,
                member: Member::Other,
            },
            first_child: None,
            next_sibling: None,
            irregular: false,
            usual: u32::MAX,
            lacks: None,
        };
        let mut shapes = Vec::with_capacity(USUAL);
        shapes.extend((0..MOST_OBJECTS).map(root));
        Self(shapes)
    }
}

impl Shapes {
    /// The next shape here, if one of the known continuations matches the bytes in `reader`, which
    /// it skips. Also returns the meaning of its last key.
    #[inline]
    pub fn next(&self, shape: Shape, reader: &mut Reader<'_>) -> Option<(Shape, Member)> {
        let mut next = self.node(shape)?.first_child;
        for _ in 0..WAYS {
            let node = self.node(next?)?;
            if reader.takes_again(&node.step.written) {
                return Some((next?, node.step.member));
            }
            next = node.next_sibling;
        }
        None
    }

    /// Adds a shape that follows `shape`, of such an object; `buffer` has the keys.
    pub fn add(&mut self, object: &ObjectInfo, shape: Shape, step: Step, buffer: &[u8]) -> Shape {
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
        let usual = self.usual_after(object, shape, step.member);
        let lacks = match step.member {
            Member::End => self.lacking_of(object, shape),
            Member::Field(_) | Member::Other => None,
        };
        let added = Shape(added);
        let parent = self.0.get_mut(shape.0 as usize);
        let next_sibling = parent.and_then(|node| node.first_child.replace(added));
        self.0.push(Node {
            parent: shape,
            step,
            first_child: None,
            next_sibling,
            irregular,
            usual,
            lacks,
        });
        added
    }

    /// The usual orders that still fit when a member follows a shape.
    fn usual_after(&self, object: &ObjectInfo, shape: Shape, member: Member) -> u32 {
        let before = self.node(shape).map_or(0, |node| node.usual);
        if before == 0 {
            return 0;
        }
        let length = self.members(shape).count();
        let fits = |order: &&[u8]| match member {
            Member::Field(field) => order.get(length) == Some(&field),
            Member::Other => false,
            Member::End => order.len() == length,
        };
        let orders = object.usual.iter().zip(0..);
        let fitting = orders.filter(|(order, _)| fits(order));
        fitting.fold(0, |fitting, (_, bit)| fitting | 1 << bit) & before
    }

    /// A required field that is not among the keys of a shape.
    fn lacking_of(&self, object: &ObjectInfo, shape: Shape) -> Option<u8> {
        let mut fields = object.fields.iter().zip(0..);
        let lacking = fields.find(|(field, index)| {
            let is_there = |(member, _)| member == Member::Field(*index);
            field.required.is_some() && !self.members(shape).any(is_there)
        });
        lacking.map(|(_, index)| index)
    }

    /// How many shapes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The meaning of a shape's last key.
    #[must_use]
    pub fn member(&self, shape: Shape) -> Member {
        self.node(shape)
            .map_or(Member::Other, |node| node.step.member)
    }

    /// The last key of a shape.
    #[must_use]
    pub fn key(&self, shape: Shape) -> Option<Place> {
        self.node(shape)?.step.key
    }

    /// A shape and its prefixes, down to the root of its kind.
    fn path(&self, shape: Shape) -> impl Iterator<Item = Shape> {
        let parent = |shape: &Shape| {
            let parent = self.node(*shape)?.parent;
            (parent != *shape).then_some(parent)
        };
        std::iter::successors(Some(shape), parent)
    }

    /// The keys of a shape and their meanings, last first.
    pub fn members(&self, shape: Shape) -> impl Iterator<Item = (Member, Place)> {
        let path = self.path(shape);
        path.filter_map(|shape| Some((self.member(shape), self.key(shape)?)))
    }

    /// Whether a key repeats, has an escape, or is special in JavaScript: then the object is more
    /// than its written keys. Objects with very many keys count too.
    #[inline]
    #[must_use]
    pub fn is_irregular(&self, shape: Shape) -> bool {
        self.node(shape).is_some_and(|node| node.irregular)
    }

    /// Which of the usual orders of its keys a whole object has: an index of [`ObjectInfo::usual`].
    #[must_use]
    pub fn usual(&self, shape: Shape) -> Option<usize> {
        let usual = self.node(shape)?.usual;
        (usual != 0).then_some(usual.trailing_zeros() as usize)
    }

    /// A required field that a whole object lacks: an index of [`ObjectInfo::fields`].
    #[inline]
    #[must_use]
    pub fn lacks(&self, shape: Shape) -> Option<u8> {
        self.node(shape)?.lacks
    }

    #[inline]
    fn node(&self, shape: Shape) -> Option<&Node> {
        self.0.get(shape.0 as usize)
    }
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
        // Comparing each with all earlier ones would take most of an hour.
        assert!(is_irregular(1_000_000));
    }
}
