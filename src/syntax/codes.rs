//! The codes of the syntax: one for each kind of finding, stable across releases.

/// A character that begins no token.
pub(super) const UNEXPECTED_CHARACTER: &str = "E0001";
/// A string without its closing quote on the same line.
pub(super) const UNCLOSED_STRING: &str = "E0002";
/// A `/*` without its `*/`.
pub(super) const UNCLOSED_COMMENT: &str = "E0003";
/// A backslash before a character that it does not escape.
pub(super) const UNKNOWN_ESCAPE: &str = "E0004";
/// Digits that make no number, or one out of range.
pub(super) const BAD_NUMBER: &str = "E0005";
/// A text too long for its places to be counted.
pub(super) const TEXT_TOO_LONG: &str = "E0006";
/// Something else was expected here.
pub(super) const EXPECTED: &str = "E0010";
/// A statement without its final `.`.
pub(super) const MISSING_PERIOD: &str = "E0011";
/// Brackets or operators nested too deep.
pub(super) const TOO_DEEP: &str = "E0012";
/// A directive of no known name.
pub(super) const UNKNOWN_DIRECTIVE: &str = "E0013";
/// A construct of Soufflé's that is not read.
pub(super) const NOT_READ: &str = "E0014";
/// A word after a declaration that qualifies nothing.
pub(super) const UNKNOWN_QUALIFIER: &str = "E0015";
/// A grade of certainty of no known name.
pub(super) const UNKNOWN_GRADE: &str = "E0016";
/// A key that an article, claim or annotation does not have.
pub(super) const UNKNOWN_KEY: &str = "E0017";
/// A key given twice.
pub(super) const REPEATED_KEY: &str = "E0018";
/// A directive where it has no meaning.
pub(super) const MISPLACED_DIRECTIVE: &str = "E0019";
/// A question where only facts and rules stand.
pub(super) const QUESTION_IN_FILE: &str = "E0020";
/// Evidence on something that is not a fact.
pub(super) const MISPLACED_EVIDENCE: &str = "E0021";
/// A head of a rule that is not an atom.
pub(super) const BAD_HEAD: &str = "E0022";
/// A line of the preprocessor that cannot be read.
pub(super) const BAD_LINE: &str = "E0031";
/// `#else`, `#elif` or `#endif` without its `#if`, or an `#if` without its end.
pub(super) const CONDITION_LINES: &str = "E0032";
/// A condition of `#if` or `#elif` without a value.
pub(super) const CONDITION: &str = "E0033";
/// A call of a macro whose arguments do not fit or have no end.
pub(super) const MACRO_CALL: &str = "E0034";
/// A line `#error`.
pub(super) const ERROR_LINE: &str = "E0035";
/// Macros or inclusions without a sensible bound.
pub(super) const MACRO_LIMIT: &str = "E0036";
/// A text that `#include` names and that cannot be read.
pub(super) const INCLUDE: &str = "E0037";
/// Something that is read for compatibility and means nothing here.
pub(super) const NO_EFFECT: &str = "W0001";
/// A line `#warning`.
pub(super) const WARNING_LINE: &str = "W0002";
/// A macro defined twice, as different things.
pub(super) const REDEFINED: &str = "W0003";
