//! Rust identifiers for relations, columns, variables and constants.
//!
//! Names stay as near to the rule files as Rust and crepe allow. crepe makes its own variables from a struct's name in lower case, so
//! that two structs must differ in that too, and takes for a variable of a rule what begins with a small letter.

use std::collections::HashSet;

use crate::program::ir::{Program, Relation, Rule};

/// The identifiers of one relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RelationNames {
    /// The struct of its rows.
    pub row: String,
    /// The crepe relation of the rows that are given although rules derive it.
    pub given: String,
    /// The field with its rows.
    pub field: String,
    /// The fields of the struct.
    pub columns: Vec<String>,
}

/// Type names that a generated module or the macros that it uses already give a meaning.
const TYPES: &str = "Box Clone Column Conclusions Copy Crepe Debug Default Deserialize DoubleEndedIterator Drop Eq Err \
    ExactSizeIterator Extend Facts Fault Float Fn FnMut FnOnce From FromIterator Given Hash Into IntoIterator Iterator LazyLock Name \
    None Ok Option Ord PartialDate PartialEq PartialOrd Result Row RowHash Self Send Serialize Sized Some String Sync ToOwned \
    ToString TryFrom TryInto Unpin Vec";

/// Function names that rules call; a variable of that name would hide them.
const FUNCTIONS: &str = "add add_days bit_and bit_not bit_or bit_xor cat certainly_before certainly_not_after checked contains divide \
    earliest latest less less_or_equal logical_and logical_not logical_or logical_xor matches max max_days may_be_within may_overlap \
    may_precede min min_days multiply negate once power remainder shift_left shift_right shift_right_unsigned strlen substr subtract \
    throughout to_float to_number to_string to_unsigned within";

/// The keywords of Rust, those to come included.
const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen \
    if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof \
    unsafe unsized use virtual where while yield";

fn is_word_of(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|word| word == name)
}

/// Names given so far, so that each is given once.
#[derive(Debug, Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// The name, or where `key` of it is taken the name with the first number that makes it new.
    fn claim(&mut self, name: &str, key: impl Fn(&str) -> String) -> String {
        let mut candidate = name.to_owned();
        let mut number = 2_usize;
        while !self.0.insert(key(&candidate)) {
            candidate = format!("{name}{number}");
            number += 1;
        }
        candidate
    }
}

/// The identifiers of all relations, in order.
pub(super) fn of_relations(program: &Program) -> Vec<RelationNames> {
    let (mut types, mut fields) = (Taken::default(), Taken::default());
    let mut of_relation = |relation: &Relation| {
        let row = types.claim(&type_name(&relation.name), str::to_lowercase);
        let given = types.claim(&format!("{row}Given"), str::to_lowercase);
        let field = fields.claim(&field_name(&relation.name), str::to_owned);
        RelationNames { row, given, field, columns: columns(relation) }
    };
    program.relations.iter().map(&mut of_relation).collect()
}

fn columns(relation: &Relation) -> Vec<String> {
    let mut taken = Taken::default();
    relation.attributes.iter().map(|column| taken.claim(&field_name(&column.name), str::to_owned)).collect()
}

/// The identifiers of a rule's variables, in order.
pub(super) fn of_variables(rule: &Rule) -> (Vec<String>, Taken) {
    let mut taken = Taken::default();
    let names = rule.variables.iter().map(|variable| taken.variable(&variable.name)).collect();
    (names, taken)
}

impl Taken {
    /// A new variable with a name like this.
    pub(super) fn variable(&mut self, name: &str) -> String {
        let name = field_name(name);
        let name = if is_word_of(FUNCTIONS, &name) { format!("{name}_") } else { name };
        self.claim(&name, str::to_owned)
    }

    /// A new constant named for a text.
    pub(super) fn constant(&mut self, prefix: &str, text: &str) -> String {
        let words = words(text).map(str::to_uppercase).collect::<Vec<_>>().join("_");
        let short: String = words.chars().take(40).collect();
        let name = format!("{prefix}{}", short.trim_end_matches('_'));
        let name = if name.is_empty() { "EMPTY".to_owned() } else { name };
        let digit_first = name.starts_with(|first: char| first.is_ascii_digit());
        self.claim(&if digit_first { format!("N_{name}") } else { name }, str::to_owned)
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn type_name(relation: &str) -> String {
    let capitalised = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_ascii_uppercase() + rest
    };
    let name: String = words(relation).map(capitalised).collect();
    let letter_first = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let name = if letter_first { name } else { format!("R{name}") };
    if is_word_of(TYPES, &name) { format!("{name}Fact") } else { name }
}

fn field_name(name: &str) -> String {
    let name = words(name).map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_");
    let letter_first = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let name = if letter_first { name } else { format!("v{name}") };
    if is_word_of(KEYWORDS, &name) { format!("{name}_") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_become_types_in_camel_case() {
        let cases = [
            ("visit", "Visit"),
            ("visit@claims", "VisitClaims"),
            ("a.b", "AB"),
            ("_x1", "X1"),
            ("?", "R"),
            ("vec", "VecFact"),
            ("crepe", "CrepeFact"),
        ];
        for (relation, expected) in cases {
            assert_eq!(type_name(relation), expected);
        }
    }

    #[test]
    fn names_that_crepe_would_confuse_are_told_apart() {
        let mut taken = Taken::default();
        let names = ["AB", "Ab", "Ab2"].map(|name| taken.claim(name, str::to_lowercase));
        assert_eq!(names, ["AB", "Ab2", "Ab22"]);
    }

    #[test]
    fn variables_hide_neither_keywords_nor_functions() {
        let mut taken = Taken::default();
        let names = ["where", "min", "X", "x", "_1", "d?"].map(|name| taken.variable(name));
        assert_eq!(names, ["where_", "min_", "x", "x2", "v1", "d"]);
    }

    #[test]
    fn constants_are_named_for_their_text() {
        let mut taken = Taken::default();
        let names = ["foreign minister", "foreign-minister", "", "3rd", "\u{1}x"]
            .map(|text| taken.constant("", text));
        assert_eq!(names, ["FOREIGN_MINISTER", "FOREIGN_MINISTER2", "EMPTY", "N_3RD", "X"]);
    }
}
