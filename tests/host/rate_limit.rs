//! When requests may start: the laws of the queue, on a virtual clock.
#![allow(
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts are small, and times and rates come out as they came in"
)]

mod days;
mod gates;
mod hostile;
mod learning;
mod pacing;
mod queue;
mod reading;
mod settings;
mod world;
