//! Random programs over relations of a hundred rows, as text: with so many rows joins are put in order, lists are handed on and rows
//! dropped in ways that a few rows never meet. Their rules say little, so that much follows from them. Some relations hold records or
//! branches of numbers, which rules build and take apart.

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

/// What relations may hold besides numbers: of each number of fields a record and a branch.
const TYPES: &str = ".type R1 = [a: number]
.type R2 = [a: number, b: number]
.type R3 = [a: number, b: number, c: number]
.type T = One {a: number} | Two {a: number, b: number} | Three {a: number, b: number, c: number}
";

/// A relation that may be read.
#[derive(Clone)]
struct Readable {
    name: String,
    /// How many numbers a row has.
    arity: usize,
    form: Form,
}

/// What the columns of a relation are.
#[derive(Clone, Copy)]
enum Form {
    Numbers,
    /// One record of the numbers.
    Record,
    /// One branch with the numbers.
    Branch,
}

impl Readable {
    /// An atom with these arguments, or a row of them.
    fn of(&self, args: &[impl AsRef<str>]) -> String {
        let args = args.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
        let Self { name, arity, form } = self;
        match form {
            Form::Numbers => format!("{name}({args})"),
            Form::Record => format!("{name}([{args}])"),
            Form::Branch => format!("{name}(${}({args}))", ["One", "Two", "Three"][arity - 1]),
        }
    }
}

/// The text of a program: relations of facts, then of what follows, each from those before it and itself.
fn text(choices: Vec<u32>) -> String {
    let mut generator = Generator { choices: Choices::new(choices), text: TYPES.to_owned() };
    let mut readable = generator.facts();
    for at in 0..generator.choices.between(2, 5) {
        let arity = [2, 3, 1, 2][generator.choices.below(4)];
        let relation = generator.declared(format!("r{at}"), arity);
        if generator.choices.one_in(4) {
            generator.aggregate(&relation, &readable);
        } else {
            generator.rules(&relation, &readable);
        }
        readable.push(relation);
    }
    generator.text
}

struct Generator {
    choices: Choices,
    text: String,
}

impl Generator {
    fn declared(&mut self, name: String, arity: usize) -> Readable {
        let form =
            [Form::Numbers, Form::Numbers, Form::Numbers, Form::Record, Form::Branch][self.choices.below(5)];
        let columns: Vec<String> = match form {
            Form::Numbers => (0..arity).map(|at| format!("c{at}: number")).collect(),
            Form::Record => vec![format!("whole: R{arity}")],
            Form::Branch => vec!["whole: T".to_owned()],
        };
        let _ = writeln!(self.text, ".decl {name}({})", columns.join(", "));
        Readable { name, arity, form }
    }

    /// Two to four relations over as many values as make rows meet: near each other, apart, or too large for 32 bits. All rows come from one
    /// choice, so that there is no more to shrink than the rules.
    fn facts(&mut self) -> Vec<Readable> {
        let values = [30, 12, 60][self.choices.below(3)];
        let name = [|at: u64| at, |at: u64| at * 40, |at: u64| at + (1 << 40)][self.choices.below(3)];
        let arities: Vec<usize> =
            (0..self.choices.between(2, 4)).map(|_| [2, 3, 3, 1][self.choices.below(4)]).collect();
        let mut cells = Numbers(self.choices.below(1 << 20) as u64);
        let mut relations = Vec::new();
        for (at, arity) in arities.into_iter().enumerate() {
            let relation = self.declared(format!("e{at}"), arity);
            for row in 0..ROWS {
                // Some of the branches are not those that rules ask for.
                let is_other = matches!(relation.form, Form::Branch) && row % 4 == 0;
                let arity = if is_other { arity % 3 + 1 } else { arity };
                let row: Vec<String> = (0..arity).map(|_| name(cells.below(values)).to_string()).collect();
                let fact = Readable { arity, ..relation.clone() }.of(&row);
                let _ = writeln!(self.text, "{fact}.");
            }
            relations.push(relation);
        }
        relations
    }

    fn rules(&mut self, relation: &Readable, readable: &[Readable]) {
        for at in 0..self.choices.between(1, 3) {
            let mut readable = readable.to_vec();
            if at > 0 {
                readable.push(relation.clone());
            }
            let (mut body, known) = self.body(&readable);
            self.condition(&known, &mut body, &readable[..readable.len() - usize::from(at > 0)]);
            let terms: Vec<&str> =
                (0..relation.arity).filter_map(|_| self.choices.pick(&known).copied()).collect();
            let _ = writeln!(self.text, "{} :- {}.", relation.of(&terms), body.join(", "));
        }
    }

    /// One to three atoms that hang together, and the variables that they have.
    fn body(&mut self, readable: &[Readable]) -> (Vec<String>, Vec<&'static str>) {
        let (mut body, mut known): (Vec<String>, Vec<&'static str>) = (Vec::new(), Vec::new());
        for _ in 0..self.choices.between(1, 3) {
            let Some(relation) = self.choices.pick(readable).cloned() else { continue };
            let shared = self.choices.below(relation.arity);
            let args: Vec<&'static str> = (0..relation.arity)
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
            body.push(relation.of(&args));
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
                let Some(relation) = self.choices.pick(lower) else { return };
                let any = if matches!(relation.form, Form::Numbers) { "_" } else { other };
                let args = [one, [any, other][self.choices.below(2)], third];
                body.push(format!("!{}", relation.of(&args[..relation.arity])));
            }
            _ => {}
        }
    }

    /// What is counted, or the least, the greatest or the sum of a column, by the others.
    fn aggregate(&mut self, relation: &Readable, readable: &[Readable]) {
        let Some(of) = self.choices.pick(readable).cloned() else { return };
        let groups = &LETTERS[..(relation.arity - 1).min(of.arity - 1)];
        let atom = |last: &'static str| {
            let others = groups.len()..of.arity - 1;
            of.of(&groups.iter().copied().chain(others.map(|_| "_")).chain([last]).collect::<Vec<_>>())
        };
        let kind = ["count", "min u", "max u", "sum u"][self.choices.below(4)];
        let head: Vec<&str> =
            groups.iter().copied().chain(std::iter::repeat("n")).take(relation.arity).collect();
        let (head, each, all) = (relation.of(&head), atom("_"), atom("u"));
        let _ = writeln!(self.text, "{head} :- {each}, n = {kind} : {{ {all} }}.");
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
