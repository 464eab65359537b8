//! `FlowLog`'s dialect: Soufflé's with types of so many bits, and with the place of the facts given when compiling.

use std::fmt::Write;

use super::{Atom, Plain, Rule, Term, sizes_of};

/// The program, whose facts lie in a folder that the compiler is told.
pub(crate) fn program(plain: &Plain) -> String {
    let mut text = String::new();
    for (relation, arity) in &plain.arities {
        let columns: Vec<String> = (0..*arity).map(|at| format!("c{at}: int32")).collect();
        _ = writeln!(text, ".decl {relation}({})", columns.join(", "));
    }
    for (relation, file) in &plain.inputs {
        _ = writeln!(text, ".input {relation}(IO=\"file\", filename=\"{file}\", delimiter=\"\\t\")");
    }
    plain.sizes.iter().for_each(|relation| _ = writeln!(text, ".printsize {relation}"));
    plain.rules.iter().for_each(|rule| _ = writeln!(text, "{}", of_rule(rule)));
    text
}

/// The sizes in lines such as `[size][path] t=() size=6`.
pub(crate) fn sizes(text: &str) -> Vec<String> {
    sizes_of(text, |line| {
        let (relation, rest) = line.strip_prefix("[size][")?.split_once(']')?;
        Some((relation, rest.rsplit_once("size=")?.1))
    })
}

fn spell(term: &Term) -> String {
    match term {
        Term::Variable(name) => name.clone(),
        Term::Number(number) => number.to_string(),
        Term::Any => "_".to_owned(),
    }
}

fn of_rule(rule: &Rule) -> String {
    let head = rule.head.spelt(spell);
    let atoms = rule.atoms.iter().map(|atom: &Atom| atom.spelt(spell));
    let negated = rule.negated.iter().map(|atom| format!("!{}", atom.spelt(spell)));
    let different = rule.different.iter().map(|(one, other)| format!("{one} != {other}"));
    let body: Vec<String> = atoms.chain(negated).chain(different).collect();
    if body.is_empty() { format!("{head}.") } else { format!("{head} :- {}.", body.join(", ")) }
}
