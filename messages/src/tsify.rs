//! What tsify's derive macro makes TypeScript types with.
//!
//! The macro is all that is used of tsify. The crate itself, which turns values into JavaScript's,
//! needs the standard library, and the wasm does without (`lib.rs`).

pub use tsify_macros::Tsify;

/// A type that the package's declarations have.
pub trait Tsify {
    /// The type in wasm-bindgen's signatures.
    type JsType;
    /// The declaration in TypeScript.
    const DECL: &'static str;
    /// What tsify's own conversions would do.
    const SERIALIZATION_CONFIG: SerializationConfig;
}

/// How tsify would convert a value.
#[derive(Debug, Clone, Copy)]
pub struct SerializationConfig {
    /// `None` as `null`.
    pub missing_as_null: bool,
    /// Maps as objects.
    pub hashmap_as_object: bool,
    /// Large numbers as `bigint`.
    pub large_number_types_as_bigints: bool,
}
