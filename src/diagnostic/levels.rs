//! Which warnings are told, which are silent, and which count as errors; the warnings by name.

use super::suggest::suggest;
use super::{Diagnostic, Severity};

/// What becomes of a kind of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is not told.
    Allow,
    /// It is told as a warning.
    Warn,
    /// It is told as an error.
    Deny,
}

/// The warnings by code, each with its name and the names by which Soufflé knows it.
const WARNINGS: [(&str, &str, &[&str]); 13] = [
    ("W0001", "no-effect", &["deprecated-qualifier", "deprecated-type-decl", "useless-annotation"]),
    ("W0002", "warning-line", &[]),
    ("W0003", "macro-redefined", &[]),
    ("W0101", "used-once", &["var-appears-once"]),
    ("W0102", "never-defined", &["no-rules-nor-facts"]),
    ("W0103", "unknown-constant", &[]),
    ("W0104", "grows", &[]),
    ("W0105", "never-within", &[]),
    ("W0141", "bad-pattern", &[]),
    ("W0106", "unknown-parameter", &[]),
    ("W0107", "blunt-bound", &[]),
    ("W0701", "name-as-variable", &[]),
    ("W0702", "unknown-pragma", &[]),
];

/// The name of Soufflé's warnings that have no counterpart.
const ELSEWHERE: [&str; 3] = ["dollar-sign", "no-subsumptive-rule", "useless-doc-comment"];

/// Changes of what becomes of warnings; of two about one warning the later holds.
#[derive(Clone, Debug, Default)]
pub struct Levels(Vec<(Option<&'static str>, Level)>);

impl Levels {
    /// Changes what becomes of the warning with a code or a name, or of `all`.
    ///
    /// # Errors
    /// No warning has it; the message offers the nearest name.
    pub fn set(&mut self, word: &str, level: Level) -> Result<(), String> {
        if ELSEWHERE.contains(&word) {
            return Ok(());
        }
        let code = if word == "all" { None } else { Some(code_of(word).ok_or_else(|| unknown(word))?) };
        self.0.push((code, level));
        Ok(())
    }

    /// These changes, and then others.
    pub fn extend(&mut self, later: &Levels) {
        self.0.extend_from_slice(&later.0);
    }

    /// Leaves out what is not to be told, and makes errors of what counts as one.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            if diagnostic.severity == Severity::Error {
                return true;
            }
            let level = self.of(diagnostic.code);
            if level == Level::Deny {
                diagnostic.severity = Severity::Error;
            }
            level != Level::Allow
        });
    }

    fn of(&self, code: &str) -> Level {
        let about = self.0.iter().rev().find(|(which, _)| which.is_none_or(|which| which == code));
        about.map_or(Level::Warn, |(_, level)| *level)
    }
}

/// The code that a word means: itself, or that of a name.
fn code_of(word: &str) -> Option<&'static str> {
    let means = |(code, name, others): &&(&'static str, &str, &[&str])| {
        *code == word || *name == word || others.contains(&word)
    };
    WARNINGS.iter().find(means).map(|(code, ..)| *code)
}

fn unknown(word: &str) -> String {
    let names = || WARNINGS.iter().map(|(_, name, _)| *name);
    let codes = WARNINGS.iter().map(|(code, ..)| *code);
    if let Some(near) = suggest(word, names().chain(codes)) {
        return format!("there is no warning `{word}`; did you mean `{near}`?");
    }
    let names: Vec<_> = names().map(|name| format!("`{name}`")).collect();
    format!("there is no warning `{word}`; there are `all`, {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn levels(changes: &[(&str, Level)]) -> Levels {
        let mut levels = Levels::default();
        for (word, level) in changes {
            levels.set(word, *level).unwrap();
        }
        levels
    }

    fn after(levels: &Levels) -> Vec<(&'static str, Severity)> {
        let warning = |code| Diagnostic::warning(code, "", Span::default(), "");
        let mut diagnostics = vec![warning("W0101"), warning("W0102"), warning("W0103")];
        levels.apply(&mut diagnostics);
        diagnostics.iter().map(|one| (one.code, one.severity)).collect()
    }

    #[test]
    fn a_warning_is_silenced_or_made_an_error_by_code_or_name() {
        let changed = levels(&[("W0101", Level::Allow), ("never-defined", Level::Deny)]);
        assert_eq!(after(&changed), [("W0102", Severity::Error), ("W0103", Severity::Warning)]);
    }

    #[test]
    fn the_later_of_two_changes_holds() {
        let changed =
            levels(&[("all", Level::Deny), ("var-appears-once", Level::Allow), ("W0103", Level::Warn)]);
        assert_eq!(after(&changed), [("W0102", Severity::Error), ("W0103", Severity::Warning)]);
        assert_eq!(after(&levels(&[("used-once", Level::Deny), ("all", Level::Allow)])), []);
    }

    #[test]
    fn a_word_that_names_no_warning_is_refused_with_the_nearest() {
        let refused = Levels::default().set("used-onec", Level::Allow).unwrap_err();
        assert_eq!(refused, "there is no warning `used-onec`; did you mean `used-once`?");
        assert!(Levels::default().set("E0101", Level::Allow).is_err());
    }

    #[test]
    fn every_warning_that_is_documented_has_its_name() {
        let table = include_str!("../../docs/diagnostics.md");
        for code in table.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next()) {
            assert!(!code.starts_with('W') || code_of(code).is_some(), "{code} has no name");
        }
        for (code, name, _) in WARNINGS {
            assert!(table.contains(&format!("| {code} | `{name}`")), "{code} is not told of with its name");
        }
    }
}
