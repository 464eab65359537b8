//! Datatoad's dialect: commands on standard input, facts as numbers between commas, inequality as a relation of its own.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::{Atom, Plain, Rule, Term, sizes_of};

/// The program as commands; the facts are written anew into the folder.
pub(crate) fn commands(plain: &Plain, facts: &Path, folder: &Path) -> Option<String> {
    let mut text = String::new();
    for (relation, file) in plain.files(facts) {
        let file = with_commas(&file, folder).ok()?;
        writeln!(text, ".flow {relation} {}", file.display()).ok()?;
    }
    for rule in &plain.rules {
        // It knows no negation.
        rule.negated.is_empty().then_some(())?;
        writeln!(text, "{}", of_rule(rule)).ok()?;
    }
    Some(text + ".list\n.quit\n")
}

/// The sizes that are wanted of all that `.list` prints: `12_345 path [...]`.
pub(crate) fn sizes(text: &str, wanted: &[String]) -> Vec<String> {
    sizes_of(text, |line| {
        let mut words = line.trim_start_matches(['>', ' ']).split_whitespace();
        let (size, relation) = (words.next()?, words.next()?);
        wanted.iter().any(|it| it == relation).then_some((relation, size))
    })
}

fn with_commas(file: &Path, folder: &Path) -> std::io::Result<PathBuf> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let copy = folder.join(format!("{name}.csv"));
    std::fs::write(&copy, std::fs::read_to_string(file)?.replace('\t', ","))?;
    Ok(copy)
}

/// Each wildcard is a variable of its own.
fn of_rule(rule: &Rule) -> String {
    let mut wildcards = 0;
    let mut spell = |term: &Term| match term {
        Term::Variable(name) => name.clone(),
        Term::Number(number) => number.to_string(),
        Term::Any => {
            wildcards += 1;
            format!("any{wildcards}")
        }
    };
    let head = rule.head.spelt(&mut spell);
    let atoms: Vec<String> = rule.atoms.iter().map(|atom: &Atom| atom.spelt(&mut spell)).collect();
    let different = rule.different.iter().map(|(one, other)| format!(":noteq({one}, {other})"));
    let body: Vec<String> = atoms.into_iter().chain(different).collect();
    if body.is_empty() { format!("{head}.") } else { format!("{head} :- {}.", body.join(", ")) }
}
