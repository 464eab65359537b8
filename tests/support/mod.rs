//! What several test crates share: checked programs built by hand, without text.
#![allow(dead_code, reason = "each test crate uses its part")]

pub(crate) mod builder;
