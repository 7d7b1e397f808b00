//! Pages and rows as numbers, from which JavaScript builds objects without reading any text twice.
//!
//! `wasm/objects.js` is the other half. The build writes it from the same declarations, so that it reads what is
//! written here in the same order. What comes again (people, lists of them, words, keys) is written where it comes
//! first, and referenced by its number from then on.

mod interner;
mod page;
mod rows;

pub use page::page;
pub use rows::rows;
