//! The main conclusions of any program, each told by the documentation of its relation with the values in place of the columns.

use super::calendar::noun;
use super::names::party;
use super::reading::{Fact, Reading};
use super::saying::{Block, Saying, Topic};
use crate::diff::principal;
use crate::explain::fact;
use crate::program::ir::{Relation, RelationId, Type};
use crate::program::value::format_word;
use crate::store::Word;

pub(super) fn conclusions(reading: &Reading<'_>) -> Topic {
    let program = reading.session.program();
    let block = |id: RelationId| program.relations.get(id.0).map(|declared| block(reading, id, declared));
    Topic {
        title: "Main conclusions".into(),
        blocks: principal(program).into_iter().filter_map(block).collect(),
        nothing: "Nothing follows.".into(),
    }
}

fn block(reading: &Reading<'_>, relation: RelationId, declared: &Relation) -> Block {
    let saying = |row: Vec<Word>| {
        let text = sentence(reading, declared, &row).unwrap_or_else(|| fact(reading.session, relation, &row));
        Saying::whole(text, vec![Fact { relation, row }])
    };
    let columns: Vec<&str> = declared.attributes.iter().map(|column| column.name.as_str()).collect();
    Block {
        label: None,
        sayings: reading.rows(relation, declared).into_iter().map(saying).collect(),
        ask: format!("{}({})", declared.name, columns.join(", ")).into(),
        news: true,
    }
}

/// The first sentence of a relation's documentation with the values of a row for the columns that it names in backticks; columns that
/// it does not name follow in brackets. None where it names no column.
fn sentence(reading: &Reading<'_>, declared: &Relation, row: &[Word]) -> Option<String> {
    let docs = declared.docs.join(" ");
    let mut named = Vec::new();
    let mut text = String::new();
    for (at, part) in first_sentence(&docs).split('`').enumerate() {
        // Every second part stood in backticks.
        let column = declared.attributes.iter().position(|it| at % 2 == 1 && it.name == part);
        match column {
            Some(column) => {
                named.push(column);
                text += &value(reading, declared, row, column);
            }
            None => text += part,
        }
    }
    let rest = (0..declared.attributes.len()).filter(|column| !named.contains(column));
    let rest = rest.filter_map(|column| {
        let name = &declared.attributes.get(column)?.name;
        Some(format!("{name}: {}", value(reading, declared, row, column)))
    });
    let rest = rest.collect::<Vec<_>>().join(", ");
    let rest = if rest.is_empty() { rest } else { format!(" ({rest})") };
    (!named.is_empty()).then(|| format!("{}{rest}.", text.trim_end_matches('.')))
}

/// Up to the first period or semicolon that ends a clause and stands in no quotes or backticks.
fn first_sentence(docs: &str) -> &str {
    let mut open = None;
    for (at, character) in docs.char_indices() {
        let ends = docs.get(at + 1..).is_none_or(|after| after.is_empty() || after.starts_with(' '));
        match (open, character) {
            (Some(mark), _) if mark == character => open = None,
            (None, '`' | '"') => open = Some(character),
            (None, '.' | ';') if ends => return docs.get(..at).unwrap_or(docs),
            _ => {}
        }
    }
    docs
}

fn value(reading: &Reading<'_>, declared: &Relation, row: &[Word], column: usize) -> String {
    let Some((word, attribute)) = row.get(column).zip(declared.attributes.get(column)) else {
        return String::new();
    };
    match attribute.ty {
        Type::Date => noun(&reading.date(*word)),
        Type::Symbol => party(reading, *word),
        ty => format_word(*word, ty, reading.session.dictionary()),
    }
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_at_a_period_or_semicolon_outside_of_quotes() {
        for (docs, first) in [
            ("`who` came.", "`who` came"),
            ("`who` owes `to`; `how` is \"a. b\".", "`who` owes `to`"),
            ("About \"this; that\" of `x`. More.", "About \"this; that\" of `x`"),
            ("No end", "No end"),
            ("v1.2 of `x` is out.", "v1.2 of `x` is out"),
        ] {
            assert_eq!(first_sentence(docs), first);
        }
    }
}
