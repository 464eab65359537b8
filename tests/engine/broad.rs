//! Random programs over relations of a hundred rows, as text: with so many rows joins are put in order, lists are handed on and rows
//! dropped in ways that a few rows never meet. Their rules say little, so that much follows from them.

use std::fmt::Write;
use std::sync::Arc;

use demarche::engine::{EngineError, Executor, Guard, Limits, Naive, Tuned, difference, facts_of};
use demarche::store::{Database, Dictionary, Table};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::eager;
use crate::support::load::load;
use crate::support::numbers::Numbers;
use crate::support::random::Choices;

/// Rows of each relation of facts, before those that are equal.
const ROWS: usize = 110;
/// Variables.
const LETTERS: [&str; 5] = ["x", "y", "z", "w", "u"];

/// A relation that may be read: its name and how many columns it has.
type Readable = (String, usize);

/// The text of a program: relations of facts, then of what follows, each from those before it and itself.
fn text(choices: Vec<u32>) -> String {
    let mut generator = Generator { choices: Choices::new(choices), text: String::new() };
    let mut readable = generator.facts();
    for at in 0..generator.choices.between(2, 5) {
        let name = format!("r{at}");
        let arity = [2, 3, 1, 2][generator.choices.below(4)];
        generator.declare(&name, arity);
        if generator.choices.one_in(4) {
            generator.aggregate(&name, arity, &readable);
        } else {
            generator.rules(&name, arity, &readable);
        }
        readable.push((name, arity));
    }
    generator.text
}

struct Generator {
    choices: Choices,
    text: String,
}

impl Generator {
    fn declare(&mut self, name: &str, arity: usize) {
        let columns: Vec<String> = (0..arity).map(|at| format!("c{at}: number")).collect();
        let _ = writeln!(self.text, ".decl {name}({})", columns.join(", "));
    }

    /// Two to four relations over as many values as make rows meet: near each other, apart, or too large for 32 bits. All rows come from one
    /// choice, so that there is no more to shrink than the rules.
    fn facts(&mut self) -> Vec<Readable> {
        let values = [30, 12, 60][self.choices.below(3)];
        let name = [|at: u64| at, |at: u64| at * 40, |at: u64| at + (1 << 40)][self.choices.below(3)];
        let relations: Vec<Readable> = (0..self.choices.between(2, 4))
            .map(|at| (format!("e{at}"), [2, 3, 3, 1][self.choices.below(4)]))
            .collect();
        let mut cells = Numbers(self.choices.below(1 << 20) as u64);
        for (relation, arity) in &relations {
            self.declare(relation, *arity);
            for _ in 0..ROWS {
                let row: Vec<String> = (0..*arity).map(|_| name(cells.below(values)).to_string()).collect();
                let _ = writeln!(self.text, "{relation}({}).", row.join(", "));
            }
        }
        relations
    }

    fn rules(&mut self, name: &str, arity: usize, readable: &[Readable]) {
        for at in 0..self.choices.between(1, 3) {
            let mut readable = readable.to_vec();
            if at > 0 {
                readable.push((name.to_owned(), arity));
            }
            let (mut body, known) = self.body(&readable);
            self.condition(&known, &mut body, &readable[..readable.len() - usize::from(at > 0)]);
            let terms: Vec<&str> = (0..arity).filter_map(|_| self.choices.pick(&known).copied()).collect();
            let _ = writeln!(self.text, "{name}({}) :- {}.", terms.join(", "), body.join(", "));
        }
    }

    /// One to three atoms that hang together, and the variables that they have.
    fn body(&mut self, readable: &[Readable]) -> (Vec<String>, Vec<&'static str>) {
        let (mut body, mut known): (Vec<String>, Vec<&'static str>) = (Vec::new(), Vec::new());
        for _ in 0..self.choices.between(1, 3) {
            let Some((relation, arity)) = self.choices.pick(readable).cloned() else { continue };
            let shared = self.choices.below(arity);
            let args: Vec<&'static str> = (0..arity)
                .map(|column| {
                    let bound = self.choices.pick(&known).copied();
                    match self.choices.below(6) {
                        _ if column == shared => bound.unwrap_or("x"),
                        0 => "_",
                        1 | 2 => bound.unwrap_or("y"),
                        _ => LETTERS[self.choices.below(LETTERS.len())],
                    }
                })
                .collect();
            known.extend(args.iter().filter(|arg| **arg != "_"));
            body.push(format!("{relation}({})", args.join(", ")));
        }
        (body, known)
    }

    /// Perhaps a comparison or a negation.
    fn condition(&mut self, known: &[&str], body: &mut Vec<String>, lower: &[Readable]) {
        let mut pick = || self.choices.pick(known).copied().unwrap_or("x");
        let (one, other, third) = (pick(), pick(), pick());
        match self.choices.below(6) {
            0 => body.push(format!("{one} != {other}")),
            1 => body.push(format!("{one} < {other}")),
            2 => {
                let Some((relation, arity)) = self.choices.pick(lower) else { return };
                let args = [one, ["_", other][self.choices.below(2)], third];
                body.push(format!("!{relation}({})", args[..*arity].join(", ")));
            }
            _ => {}
        }
    }

    /// What is counted, or the least, the greatest or the sum of a column, by the others.
    fn aggregate(&mut self, name: &str, arity: usize, readable: &[Readable]) {
        let Some((relation, width)) = self.choices.pick(readable).cloned() else { return };
        let groups = &LETTERS[..(arity - 1).min(width - 1)];
        let args = |last: &str| {
            let others = groups.len()..width - 1;
            let args = groups.iter().copied().chain(others.map(|_| "_")).chain([last]);
            args.collect::<Vec<_>>().join(", ")
        };
        let kind = ["count", "min u", "max u", "sum u"][self.choices.below(4)];
        let head: Vec<&str> = groups.iter().copied().chain(std::iter::repeat("n")).take(arity).collect();
        let _ = writeln!(
            self.text,
            "{name}({}) :- {relation}({}), n = {kind} : {{ {relation}({}) }}.",
            head.join(", "),
            args("_"),
            args("u")
        );
    }
}

/// Few enough facts for the oracle.
fn guard() -> Guard {
    Guard::new(Limits { facts: 3000, ..Limits::default() }, Arc::default())
}

fn choices() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 100..300)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn many_rows_are_joined_as_in_the_oracle(choices in choices()) {
        let (text, dictionary) = (text(choices), Dictionary::default());
        let program = load(&text, &dictionary);
        prop_assert!(program.is_ok(), "{:?} in\n{text}", program.err());
        let program = program.unwrap();
        let run = |executor: &dyn Executor| executor.run(&program, facts_of(&program), &dictionary, &guard());
        let expected = run(&Naive);
        let shared = Tuned { threads: 2, alone: 100, share: 1000, ..Tuned::default() };
        for tuned in [Tuned::default(), Tuned { block: 7, ..Tuned::default() }, shared, eager(3, 8)] {
            match (&expected, run(&tuned)) {
                (Ok(expected), Ok(derived)) => {
                    let told = difference(&program, expected, &derived, &dictionary);
                    prop_assert_eq!(told, None, "{:?} of\n{}", tuned, text);
                }
                (Err(EngineError::Limit(_)), Err(EngineError::Limit(_))) => {}
                (expected, derived) => {
                    prop_assert!(false, "{:?} against {:?} of\n{text}", expected.as_ref().err(), derived.err());
                }
            }
        }
    }
}

#[test]
fn from_a_third_of_them_many_rows_follow() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut many, mut limited) = (0, 0);
    for _ in 0..60 {
        let dictionary = Dictionary::default();
        let text = text(choices().new_tree(&mut runner).unwrap().current());
        let program = load(&text, &dictionary).unwrap();
        let input = facts_of(&program);
        let rows = |database: &Database| database.tables.iter().map(Table::len).sum::<usize>();
        match Tuned::default().run(&program, input.clone(), &dictionary, &guard()) {
            Ok(database) => many += usize::from(rows(&database) - rows(&input) >= 40),
            Err(_) => limited += 1,
        }
    }
    assert!(many >= 20, "from only {many} of 60 programs many rows follow");
    assert!(limited <= 20, "{limited} of 60 programs reach the limit");
}
