//! Nemo's dialect: variables with question marks, negation as `~`, and sizes as counts that are exported.

use std::fmt::Write;
use std::path::Path;

use super::{Atom, Plain, Rule, Term, sizes_of};

/// The program, which prints a line for each relation whose size is told.
pub(crate) fn program(plain: &Plain, facts: &Path) -> Option<String> {
    let mut text = String::new();
    for (relation, file) in plain.files(facts) {
        let columns = vec!["int"; *plain.arities.get(relation)?].join(", ");
        let place = file.display();
        writeln!(text, "@import {relation} :- tsv {{ resource = \"{place}\", format = ({columns}) }} .")
            .ok()?;
    }
    plain.rules.iter().try_for_each(|rule| writeln!(text, "{}", of_rule(rule))).ok()?;
    for relation in &plain.sizes {
        let columns: Vec<String> = (0..*plain.arities.get(relation)?).map(|at| format!("?c{at}")).collect();
        let columns = columns.join(", ");
        writeln!(text, "size_{relation}(\"{relation}\", #count({columns})) :- {relation}({columns}) .")
            .ok()?;
        writeln!(text, "@export size_{relation} :- csv {{ resource = \"\" }} .").ok()?;
    }
    Some(text)
}

/// The sizes in lines such as `"path",6`.
pub(crate) fn sizes(text: &str) -> Vec<String> {
    sizes_of(text, |line| {
        let (relation, size) = line.split_once(',')?;
        Some((relation.trim_matches('"'), size))
    })
}

fn spell(term: &Term) -> String {
    match term {
        Term::Variable(name) => format!("?{name}"),
        Term::Number(number) => number.to_string(),
        Term::Any => "_".to_owned(),
    }
}

fn of_rule(rule: &Rule) -> String {
    let head = rule.head.spelt(spell);
    let atoms = rule.atoms.iter().map(|atom: &Atom| atom.spelt(spell));
    let negated = rule.negated.iter().map(|atom| format!("~{}", atom.spelt(spell)));
    let different = rule.different.iter().map(|(one, other)| format!("?{one} != ?{other}"));
    let body: Vec<String> = atoms.chain(negated).chain(different).collect();
    if body.is_empty() { format!("{head} .") } else { format!("{head} :- {} .", body.join(", ")) }
}
