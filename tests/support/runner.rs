//! A runner whose draws are the same in every run, for tests that also count what they drew.

use proptest::test_runner::{Config, RngSeed, TestRunner};

/// Draws so many cases.
pub(crate) fn repeatable(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..Config::default()
    })
}
