//! Partial dates: EDTF expressions with their possible days, and the certain and possible comparisons over them.
//!
//! `edtf-core` parses; the comparisons are Demarche's own (see `docs/language.md`). Days are counted from 1970-01-01.

/// A date as EDTF expresses it, in canonical form; equal when the canonical expressions are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    text: String,
}

impl Date {
    /// A date that the text leaves open; `label` tells the fact and column, so that it equals itself alone.
    pub fn unsaid(label: &str) -> Self {
        Self { text: format!("\u{1}{label}") }
    }
}
