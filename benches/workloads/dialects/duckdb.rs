//! SQL as DuckDB has it: a table for each relation, recursion as `WITH RECURSIVE`, which holds one reference to the table that grows.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::{Atom, Plain, Rule, Term, sizes_of};

/// The program as one script; none if relations need each other in turn, or one needs itself twice.
pub(crate) fn script(plain: &Plain, facts: &Path) -> Option<String> {
    let mut text = "SET threads = 2;\n".to_owned();
    let mut is_there: Vec<&str> = Vec::new();
    for (relation, file) in plain.files(facts) {
        let columns: Vec<String> =
            (0..*plain.arities.get(relation)?).map(|at| format!("'c{at}': 'INTEGER'")).collect();
        let (place, columns) = (file.display(), columns.join(", "));
        let read = format!("read_csv('{place}', delim = '\\t', header = false, columns = {{{columns}}})");
        writeln!(text, "CREATE TABLE {relation} AS SELECT DISTINCT * FROM {read};").ok()?;
        is_there.push(relation);
    }
    let mut left: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    plain.rules.iter().for_each(|rule| left.entry(&rule.head.relation).or_default().push(rule));
    while !left.is_empty() {
        let is_known =
            |own: &str, atom: &Atom| atom.relation == own || is_there.contains(&atom.relation.as_str());
        let is_next = |own: &str, rules: &[&Rule]| {
            rules.iter().all(|rule| rule.atoms.iter().chain(&rule.negated).all(|atom| is_known(own, atom)))
        };
        let relation = left.iter().find(|(own, rules)| is_next(own, rules)).map(|(own, _)| *own)?;
        let rules = left.remove(relation)?;
        writeln!(text, "CREATE TABLE {relation} AS {};", table(relation, &rules)?).ok()?;
        is_there.push(relation);
    }
    for relation in &plain.sizes {
        writeln!(text, "SELECT '{relation} ' || count(*) FROM {relation};").ok()?;
    }
    Some(text)
}

/// The sizes in lines such as `path 6`.
pub(crate) fn sizes(text: &str) -> Vec<String> {
    sizes_of(text, |line| line.split_once(' '))
}

/// The rows of a relation.
fn table(relation: &str, rules: &[&Rule]) -> Option<String> {
    let uses = |rule: &Rule| rule.atoms.iter().filter(|atom| atom.relation == relation).count();
    let (recursive, others): (Vec<&Rule>, Vec<&Rule>) = rules.iter().partition(|rule| uses(rule) > 0);
    let selects: Option<Vec<String>> = others.into_iter().map(select).collect();
    let base = selects?.join(" UNION ");
    match recursive.as_slice() {
        [] => Some(base),
        [rule] if uses(rule) == 1 && !base.is_empty() => {
            let columns: Vec<String> = (0..rule.head.terms.len()).map(|at| format!("c{at}")).collect();
            let (columns, step) = (columns.join(", "), select(rule)?);
            Some(format!(
                "WITH RECURSIVE {relation}({columns}) AS (({base}) UNION ({step})) SELECT * FROM {relation}"
            ))
        }
        _ => None,
    }
}

/// One rule; none for a fact, or where a variable is bound nowhere.
fn select(rule: &Rule) -> Option<String> {
    let mut bound: BTreeMap<&str, String> = BTreeMap::new();
    let mut conditions = Vec::new();
    for (number, atom) in rule.atoms.iter().enumerate() {
        let (places, also) = places(atom, &format!("t{number}"), &mut bound);
        conditions.extend(
            also.into_iter().zip(places).filter_map(|(also, place)| Some(format!("{place} = {}", also?))),
        );
    }
    for (number, atom) in rule.negated.iter().enumerate() {
        let name = format!("n{number}");
        let (places, equals) = places(atom, &name, &mut bound.clone());
        let equals =
            places.into_iter().zip(equals).filter_map(|(place, equal)| Some(format!("{place} = {}", equal?)));
        let equals = equals.collect::<Vec<_>>().join(" AND ");
        conditions.push(format!("NOT EXISTS (SELECT 1 FROM {} {name} WHERE {equals})", atom.relation));
    }
    for (one, other) in &rule.different {
        conditions.push(format!("{} <> {}", bound.get(one.as_str())?, bound.get(other.as_str())?));
    }
    let column = |(at, term): (usize, &Term)| match term {
        Term::Variable(name) => Some(format!("{} AS c{at}", bound.get(name.as_str())?)),
        Term::Number(number) => Some(format!("{number} AS c{at}")),
        Term::Any => None,
    };
    let columns: Option<Vec<String>> = rule.head.terms.iter().enumerate().map(column).collect();
    let tables: Vec<String> =
        rule.atoms.iter().enumerate().map(|(number, atom)| format!("{} t{number}", atom.relation)).collect();
    (!tables.is_empty()).then_some(())?;
    let whole = format!("SELECT DISTINCT {} FROM {}", columns?.join(", "), tables.join(", "));
    Some(if conditions.is_empty() { whole } else { format!("{whole} WHERE {}", conditions.join(" AND ")) })
}

/// The columns of an atom, and what each has to equal; a variable that is met first is bound to its column.
fn places<'r>(
    atom: &'r Atom,
    name: &str,
    bound: &mut BTreeMap<&'r str, String>,
) -> (Vec<String>, Vec<Option<String>>) {
    let place = |at: usize| format!("{name}.c{at}");
    let mut equal = |(at, term): (usize, &'r Term)| match term {
        Term::Number(number) => Some(number.to_string()),
        Term::Any => None,
        Term::Variable(variable) => {
            let other = bound.get(variable.as_str()).cloned();
            if other.is_none() {
                bound.insert(variable, place(at));
            }
            other
        }
    };
    let equals = atom.terms.iter().enumerate().map(&mut equal).collect();
    ((0..atom.terms.len()).map(place).collect(), equals)
}
