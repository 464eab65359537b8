//! The codes of the evidence layer: one for each kind of finding, stable across releases.

/// Evidence on a fact that stands under no article.
pub(super) const NO_ARTICLE: &str = "E0601";
/// A quote of more words than find a place.
pub(super) const LONG_QUOTE: &str = "E0602";
/// Two articles of one name.
pub(super) const DUPLICATE_ARTICLE: &str = "E0603";
/// Two claims of one name.
pub(super) const DUPLICATE_CLAIM: &str = "E0604";
/// An annotated atom over a relation that rules derive.
pub(super) const DERIVED: &str = "E0605";
/// A basis, selection or retraction that names no known article or claim.
pub(super) const UNKNOWN_SOURCE: &str = "E0606";
/// An article without an entry that it must have.
pub(super) const MISSING_ENTRY: &str = "E0607";
/// An entry of an article in the wrong form.
pub(super) const BAD_ENTRY: &str = "E0608";
/// Aliases that lead in a circle, or to two names.
pub(super) const BAD_ALIAS: &str = "E0609";
/// A hypothetical that the program does not admit.
pub(super) const BAD_ASSUMPTION: &str = "E0610";
/// A fact to be retracted whose form fits no fact.
pub(super) const BAD_RETRACTION: &str = "E0611";
