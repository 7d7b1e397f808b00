//! The suite in wasm on Node.
#![cfg(target_arch = "wasm32")]

mod suite;
