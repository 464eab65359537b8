//! What several test crates share: checked programs built by hand or at random, without text.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test crate uses its part; a helper that cannot go on has failed"
)]

pub(crate) mod builder;
pub(crate) mod fronts;
pub(crate) mod load;
pub(crate) mod numbers;
pub(crate) mod random;
pub(crate) mod runner;
pub(crate) mod show;
pub(crate) mod texts;
