//! The codes of what a session finds wrong, stable across releases.

/// Files that include each other in a circle.
pub(super) const INCLUDE_CYCLE: &str = "E0701";
/// An included file that cannot be read.
pub(super) const INCLUDE_MISSING: &str = "E0702";
/// A name that no article, speaker, claim or state has.
pub(super) const UNKNOWN_NAME: &str = "E0703";
/// A word that is no level of trust.
pub(super) const NOT_A_LEVEL: &str = "E0704";
/// An annotation on a fact that is retracted.
pub(super) const ANNOTATED_RETRACTION: &str = "E0705";
/// Something else than one question.
pub(super) const NO_QUESTION: &str = "E0706";
/// An expected row that does not fit the question.
pub(super) const BAD_ROW: &str = "E0707";
/// A pragma about a warning of no known name.
pub(super) const UNKNOWN_WARNING: &str = "E0709";
/// A pragma whose key nothing knows.
pub(super) const UNKNOWN_PRAGMA: &str = "W0702";
/// A variable that is spelt as a name.
pub(super) const NAME_AS_VARIABLE: &str = "W0701";
