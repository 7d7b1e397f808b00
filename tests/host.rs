//! The suite on the host.
#![cfg(not(target_arch = "wasm32"))]

mod suite;
