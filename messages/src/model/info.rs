//! The declarations of objects, as data.

/// The declaration of an object.
#[derive(Debug)]
pub struct ObjectInfo {
    /// Its number among the objects: the same keys mean something else elsewhere.
    pub number: u32,
    /// The name of what a page keeps of it.
    pub kept: &'static str,
    /// The name of its type.
    pub name: &'static str,
    /// Whether messages of one page share it.
    pub is_shared: bool,
    /// Its fields. Wherever a field is a number, it is the index here.
    pub fields: &'static [FieldInfo],
    /// The fields in the orders that Zoom sends them in.
    pub usual: &'static [&'static [u8]],
}

/// The declaration of a field.
#[derive(Debug)]
pub struct FieldInfo {
    /// Its name in JSON.
    pub name: &'static str,
    /// The form of its values.
    pub form: Form,
    /// Whether many messages have the same value.
    pub repeats: bool,
    /// What to expect in the error if it is missing and required.
    pub required: Option<&'static str>,
}

/// The form of a field's values, which decides how they are written.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A text.
    Text,
    /// A text that comes again in many objects.
    Word,
    /// A text, or a whole number in its place.
    TextOrNumber,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An object that this field alone has.
    Object(&'static ObjectInfo),
    /// A list of such objects.
    Objects(&'static ObjectInfo),
    /// An object that is kept once for all fields that have the same.
    Shared(&'static ObjectInfo),
    /// A list, kept once, of such objects.
    SharedList(&'static ObjectInfo),
}
