//! What the checker's messages share: the table of codes, how names are shown, and the nearest name.
//!
//! The codes are documented in `docs/diagnostics.md`.

pub(super) use crate::diagnostic::counted;
use crate::diagnostic::suggest::suggest;

/// The stable codes of the checker's findings.
pub(super) mod code {
    /// That a relation is not declared.
    pub const UNKNOWN_RELATION: &str = "E0101";
    pub(in crate::program) const WRONG_ARITY: &str = "E0102";
    pub(in crate::program) const DUPLICATE_RELATION: &str = "E0103";
    pub(in crate::program) const UNKNOWN_TYPE: &str = "E0104";
    pub(in crate::program) const DUPLICATE_TYPE: &str = "E0105";
    pub(in crate::program) const DUPLICATE_ATTRIBUTE: &str = "E0106";
    pub(in crate::program) const UNKNOWN_FUNCTOR: &str = "E0107";
    pub(in crate::program) const WRONG_OPERANDS: &str = "E0108";
    pub(in crate::program) const BAD_TYPE: &str = "E0109";
    pub(in crate::program) const BAD_COMPANION: &str = "E0110";
    pub(in crate::program) const BAD_QUALIFIER: &str = "E0111";
    pub(in crate::program) const MISPLACED: &str = "E0112";
    pub(in crate::program) const UNSUPPORTED: &str = "E0113";

    pub(in crate::program) const BAD_KIND: &str = "E0131";
    pub(in crate::program) const UNKNOWN_BRANCH: &str = "E0114";
    pub(in crate::program) const WRONG_FIELDS: &str = "E0115";
    pub(in crate::program) const BAD_INLINE: &str = "E0132";

    pub(in crate::program) const BAD_COUNTER: &str = "E0133";
    pub(in crate::program) const BAD_LATTICE: &str = "E0134";
    pub(in crate::program) const BAD_FUNCTOR: &str = "E0135";

    pub(in crate::program) const CLASH: &str = "E0201";
    pub(in crate::program) const NO_COMMON: &str = "E0202";
    pub(in crate::program) const NOT_SUBTYPE: &str = "E0203";
    pub(in crate::program) const OUT_OF_RANGE: &str = "E0204";
    pub(in crate::program) const AMBIGUOUS: &str = "E0205";

    pub(in crate::program) const UNGROUNDED: &str = "E0301";
    pub(in crate::program) const WILDCARD: &str = "E0302";
    pub(in crate::program) const AGGREGATE_SCOPE: &str = "E0303";
    pub(in crate::program) const TOO_MANY: &str = "E0304";
    pub(in crate::program) const ENTANGLED: &str = "E0311";

    pub(in crate::program) const UNSTRATIFIABLE: &str = "E0401";
    pub(in crate::program) const BAD_PLAN: &str = "E0402";

    pub(in crate::program) const BAD_DATE: &str = "E0501";
    pub(in crate::program) const NOT_CONSTANT: &str = "E0502";
    pub(in crate::program) const BAD_UNSAID: &str = "E0503";
    pub(in crate::program) const BAD_CONSTANT: &str = "E0504";

    pub(in crate::program) const REPEATED_DIRECTIVE: &str = "E0511";
    pub(in crate::program) const BAD_LIMIT: &str = "E0512";

    pub(in crate::program) const USED_ONCE: &str = "W0101";
    pub(in crate::program) const NEVER_DEFINED: &str = "W0102";
    pub(in crate::program) const UNKNOWN_CONSTANT: &str = "W0103";
    pub(in crate::program) const GROWS: &str = "W0104";
    pub(in crate::program) const NEVER_WITHIN: &str = "W0105";
    pub(in crate::program) const BAD_PATTERN: &str = "W0141";
    pub(in crate::program) const UNKNOWN_PARAMETER: &str = "W0106";
    pub(in crate::program) const BLUNT_BOUND: &str = "W0107";
}

/// A relation's name as its reader knows it, with backquotes.
///
/// The relation behind an annotated atom is shown as such an atom; a relation that the checker made for a part of a rule is
/// named after the rule.
///
/// ```
/// use demarche::program::shown;
/// assert_eq!(shown("visit"), "`visit`");
/// assert_eq!(shown("visit@claims"), "`visit(…) @…`");
/// assert_eq!(shown("visit@announced"), "`visit(…) @announced`");
/// assert_eq!(shown("visited#2@17"), "a part of `visited#2`");
/// ```
pub fn shown(name: &str) -> String {
    match name.split_once('@') {
        Some((base, "claims")) => format!("`{base}(…) @…`"),
        Some((rule, _)) if is_part_of_rule(name) => format!("a part of `{rule}`"),
        Some((base, grade)) => format!("`{base}(…) @{grade}`"),
        None => format!("`{name}`"),
    }
}

/// Whether a relation is one that the checker made for a part of a rule.
pub(super) fn is_part_of_rule(name: &str) -> bool {
    name.split_once('@').is_some_and(|(_, made)| made.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `did you mean …?` for the nearest of the names, if one is near.
pub(super) fn nearest_help<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    suggest(wanted, names).map(|name| format!("did you mean `{name}`?"))
}

/// `a`, `a or b`, `a, b or c`, each in backquotes.
pub(super) fn either(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
