//! Candidates for the word under the cursor, and the columns that an atom still lacks.

use clap::ValueEnum as _;
use rustyline::completion::Pair;

use super::scan::{Context, context};
use super::{Lexicon, Signature};
use crate::answer::Format;
use crate::repl::commands::{Action, COMMANDS, Found, find};
use crate::repl::help;

/// The words that may stand before a question.
const LEADING: [&str; 1] = ["why"];

/// Where the completed text begins, and what may stand there; none where a file name is wanted.
pub(super) fn candidates(typed: &str, lexicon: &impl Lexicon) -> Option<(usize, Vec<Pair>)> {
    match context(typed) {
        Context::Command { start } => {
            let names = COMMANDS.iter().map(|command| format!(".{}", command.name));
            Some((start, starting(names, typed.get(start..)?)))
        }
        Context::CommandArgument { command, start } => {
            let names = argument(command, lexicon)?;
            Some((start, starting(names.into_iter(), typed.get(start..)?)))
        }
        Context::Relation { start } => {
            let word = typed.get(start..)?;
            let leading =
                LEADING.iter().filter(|leading| start == 0 && !word.is_empty() && leading.starts_with(word));
            let mut found: Vec<Pair> =
                leading.map(|word| pair((*word).to_owned(), format!("{word} "))).collect();
            found.extend(relations(word, lexicon));
            Some((start, found))
        }
        Context::Argument { relation, column, start } => {
            let constants = lexicon.constants(relation, column);
            Some((start, constants_like(constants, typed.get(start..)?)))
        }
    }
}

/// What the argument of a dot command may be; none for a file.
fn argument(command: &str, lexicon: &impl Lexicon) -> Option<Vec<String>> {
    let Found::Command(command) = find(command) else { return Some(Vec::new()) };
    let texts = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<String>>();
    match command.action {
        Action::Load | Action::Save | Action::Profile => None,
        Action::Help => Some(help::subjects().map(str::to_owned).collect()),
        Action::Trust => Some(texts(&["confirmed", "announced", "expected", "possible"])),
        Action::Mode => {
            let names = Format::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value);
            Some(names.map(|value| value.get_name().to_owned()).collect())
        }
        Action::Timing => Some(texts(&["on", "off"])),
        Action::Articles => Some([texts(&["all", "except"]), lexicon.articles()].concat()),
        Action::Speakers => Some(texts(&["all", "except"])),
        Action::AsOf | Action::At => Some(texts(&["off"])),
        Action::Retract => {
            let relations = lexicon.relations().into_iter().map(|relation| relation.name + "(");
            Some(lexicon.articles().into_iter().chain(relations).collect())
        }
        Action::Assume | Action::Source | Action::Sensitivity | Action::Timeline | Action::Add => {
            Some(lexicon.relations().into_iter().map(|relation| relation.name + "(").collect())
        }
        Action::Describe | Action::Diff | Action::Relations => {
            Some(lexicon.relations().into_iter().map(|relation| relation.name).collect())
        }
        Action::Lens | Action::Undo | Action::Quit => Some(Vec::new()),
    }
}

fn starting(names: impl Iterator<Item = String>, typed: &str) -> Vec<Pair> {
    names.filter(|name| name.starts_with(typed)).map(|name| pair(name.clone(), name)).collect()
}

fn relations(typed: &str, lexicon: &impl Lexicon) -> Vec<Pair> {
    let matching = lexicon.relations().into_iter().filter(|relation| relation.name.starts_with(typed));
    matching
        .map(|Signature { name, columns }| pair(format!("{name}({})", columns.join(", ")), name + "("))
        .collect()
}

/// The constants that begin with what is typed, quoted or not, in any case; else those that have it anywhere.
fn constants_like(constants: Vec<String>, typed: &str) -> Vec<Pair> {
    let wanted = typed.trim_start_matches('"').to_lowercase();
    let text = |constant: &String| constant.trim_matches('"').to_lowercase();
    let (beginning, rest): (Vec<String>, Vec<String>) =
        constants.into_iter().partition(|constant| text(constant).starts_with(&wanted));
    let found = if beginning.is_empty() {
        rest.into_iter().filter(|constant| text(constant).contains(&wanted)).collect()
    } else {
        beginning
    };
    found.into_iter().map(|constant| pair(constant.clone(), constant)).collect()
}

fn pair(display: String, replacement: String) -> Pair {
    Pair { display, replacement }
}

/// The columns that the atom at the end of the line still lacks, as variables of their names and a closing parenthesis.
pub(super) fn remaining_columns(line: &str, lexicon: &impl Lexicon) -> Option<String> {
    let Context::Argument { relation, column, start } = context(line) else { return None };
    let found = lexicon.relations().into_iter().find(|known| known.name == relation)?;
    let typed = line.get(start..)?;
    let open_string = typed.starts_with('"') && typed.matches('"').count() == 1;
    if open_string || column >= found.columns.len() {
        return None;
    }
    let (lead, next) = match typed {
        "" if line.ends_with(',') => (" ", column),
        "" => ("", column),
        _ if column + 1 == found.columns.len() => ("", column + 1),
        _ => (", ", column + 1),
    };
    Some(format!("{lead}{})", found.columns.get(next..)?.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::Two;
    use super::*;

    fn completed(typed: &str) -> Vec<String> {
        let (start, pairs) = candidates(typed, &Two).unwrap();
        pairs.into_iter().map(|pair| format!("{}{}", &typed[..start], pair.replacement)).collect()
    }

    #[test]
    fn commands_relations_and_constants_of_the_column_are_completed() {
        let cases: [(&str, &[&str]); 11] = [
            ("wh", &["why "]),
            ("x = 1, wh", &[]),
            (".as", &[".as-of", ".assume"]),
            (".describe vi", &[".describe visited"]),
            (".trust ex", &[".trust expected"]),
            (".articles c", &[".articles courier_1999"]),
            ("vis", &["visited("]),
            ("visited(\"b", &["visited(\"B. Minister\""]),
            ("visited(Minis", &["visited(\"B. Minister\""]),
            ("visited(x, ", &["visited(x, \"Utopia\""]),
            ("unknown(x, ", &[]),
        ];
        for (typed, expected) in cases {
            assert_eq!(completed(typed), expected, "{typed}");
        }
        assert!(candidates(".load s", &Two).is_none());
    }

    #[test]
    fn the_hint_is_what_the_atom_lacks() {
        let cases = [
            ("visited(", Some("who, country)")),
            ("visited(x", Some(", country)")),
            ("visited(x,", Some(" country)")),
            ("visited(x, ", Some("country)")),
            ("visited(x, y", Some(")")),
            ("visited(\"A. En", None),
            ("visited(\"A. Envoy\"", Some(", country)")),
            ("visited(x, y, z", None),
            ("visited", None),
            ("other(", None),
        ];
        for (line, expected) in cases {
            assert_eq!(remaining_columns(line, &Two).as_deref(), expected, "{line}");
        }
    }
}
