//! Random programs over dense relations: lists long enough to be taken as bits, rows of one round crossed with what many of them find,
//! circles, lists sieved by conditions, atoms joined beforehand. The oracle keeps distinct bindings of what is still needed, and is small enough to be believed.

use std::collections::{BTreeMap, BTreeSet};

use demarche::engine::{Executor, Guard, Tuned, facts_of};
use demarche::program::ir::{Comparison, Expr, Functor, Program, RelationId, Type};
use demarche::store::{Dictionary, Word};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::support::builder::{Builder, RuleBuilder};
use crate::support::random::Choices;
use crate::{eager, sorted};

/// So many different values stand in the columns of pairs.
const VALUES: usize = 44;
const LETTERS: [&str; 5] = ["x", "y", "z", "w", "u"];
/// How many bindings the oracle keeps at most; a program that needs more is not tried.
const MOST_BINDINGS: usize = 100_000;

/// An atom: a relation and the letters in its columns.
type Atom = (usize, Vec<usize>);
type Rows = BTreeSet<Vec<Word>>;

/// What a row must not meet: a row of given ones, two letters alike or in some order, or two whose last bits differ.
#[derive(Debug)]
enum Unwanted {
    Row(Atom),
    Alike(usize, usize),
    Ordered(usize, Comparison, usize),
    Unlike(usize, usize),
}

/// These bits of letters are compared with each other.
const BITS: Word = 7;

/// A rule.
#[derive(Debug)]
struct Clause {
    head: Atom,
    body: Vec<Atom>,
    unwanted: Vec<Unwanted>,
}

/// Relations by number: `e` and `f` of given pairs, `g` of given triples, `p`, `q` and `s` of derived pairs, triples and pairs.
struct Dense {
    arities: [usize; 6],
    given: [Rows; 6],
    rules: Vec<Clause>,
}

const E: usize = 0;
const F: usize = 1;
const G: usize = 2;
const P: usize = 3;
const Q: usize = 4;
const S: usize = 5;

fn dense(choices: Vec<u32>) -> Dense {
    let mut choices = Choices::new(choices);
    let arities = [2, 2, 3, 2, 3, 2];
    let mut given: [Rows; 6] = Default::default();
    // Numbers apart and large ones too: neither fits a word of bits.
    let ways = [
        |at: usize| at,
        |at: usize| at * 40,
        |at: usize| at + (1 << 40),
        |at: usize| at.wrapping_sub(VALUES / 2),
        |at: usize| if at.is_multiple_of(3) { at.wrapping_sub(9) << 40 } else { at },
    ];
    let name = ways[choices.below(ways.len())];
    for _ in 0..choices.between(160, 320) {
        let (from, to) = (choices.below(VALUES), choices.below(VALUES));
        let pair = [name(from) as Word, name(to) as Word];
        match choices.below(4) {
            0 => given[F].insert(pair.to_vec()),
            1 => given[G].insert(vec![pair[0], choices.below(3) as Word, pair[1]]),
            _ => given[E].insert(pair.to_vec()),
        };
    }
    let clause = |head, body| Clause { head, body, unwanted: Vec::new() };
    let mut rules = vec![
        clause((P, vec![0, 1]), vec![(E, vec![0, 1])]),
        clause((Q, vec![0, 1, 2]), vec![(G, vec![0, 1, 2])]),
    ];
    if choices.below(4) > 0 {
        // p(x, z) :- p(x, y), e(y, z), or with !f(y, z), or with x < z, or with !f(x, z), x != z behind it.
        let unwanted = match choices.below(4) {
            0 => Vec::new(),
            2 => vec![Unwanted::Ordered(0, Comparison::GreaterEqual, 2)],
            1 => vec![Unwanted::Row((F, vec![1, 2]))],
            _ => vec![Unwanted::Row((F, vec![0, 2])), Unwanted::Alike(0, 2)],
        };
        let (head, body) = ((P, vec![0, 2]), vec![(P, vec![0, 1]), (E, vec![1, 2])]);
        rules.push(Clause { head, body, unwanted });
    }
    for (head, most) in [(P, 3), (Q, 2), (S, 1)] {
        for _ in 0..choices.between(1, most) {
            rules.push(rule(&mut choices, head, arities));
        }
    }
    Dense { arities, given, rules }
}

/// A rule whose atoms hang together, mostly.
fn rule(choices: &mut Choices, head: usize, arities: [usize; 6]) -> Clause {
    let (mut body, mut used): (Vec<Atom>, Vec<usize>) = (Vec::new(), Vec::new());
    let readable = if head == S { [P, E, Q, P, F, E] } else { [P, P, E, Q, F, P] };
    for _ in 0..choices.between(2, 4) {
        let relation = readable[choices.below(6)];
        let letter = |_| {
            let is_known = choices.below(3) > 0;
            let letter = choices.pick(&used).copied().filter(|_| is_known);
            letter.unwrap_or_else(|| choices.below(LETTERS.len()))
        };
        let letters: Vec<usize> = (0..arities[relation]).map(letter).collect();
        used.extend(&letters);
        body.push((relation, letters));
    }
    let terms = (0..arities[head]).filter_map(|_| choices.pick(&used).copied()).collect();
    let unwanted = (0..[0, 0, 1, 1, 2][choices.below(5)]).filter_map(|_| unwanted(choices, &used)).collect();
    Clause { head: (head, terms), body, unwanted }
}

/// A condition on letters that are bound.
fn unwanted(choices: &mut Choices, used: &[usize]) -> Option<Unwanted> {
    let (one, other) = (*choices.pick(used)?, *choices.pick(used)?);
    let orders = [Comparison::Less, Comparison::LessEqual, Comparison::Greater, Comparison::GreaterEqual];
    Some(match choices.below(7) {
        0 => Unwanted::Alike(one, other),
        3 => Unwanted::Unlike(one, other),
        4 | 5 => Unwanted::Ordered(one, orders[choices.below(4)], other),
        1 => Unwanted::Row((G, vec![one, *choices.pick(used)?, other])),
        2 => Unwanted::Row((E, vec![one, other])),
        _ => Unwanted::Row((F, vec![one, other])),
    })
}

impl Dense {
    fn program(&self) -> Program {
        let mut program = Builder::default();
        let names = ["e", "f", "g", "p", "q", "s"].into_iter().zip(self.arities);
        let ids: Vec<RelationId> = names.map(|(name, arity)| program.numbers(name, arity)).collect();
        for (rows, &id) in self.given.iter().zip(&ids) {
            for row in rows {
                program.fact(id, row);
            }
        }
        let text = |letters: &[usize]| letters.iter().map(|&at| LETTERS[at]).collect::<Vec<_>>().join(" ");
        for Clause { head: (head, terms), body, unwanted } in &self.rules {
            program.rule(ids[*head], |rule| {
                for (relation, letters) in body {
                    rule.atom(ids[*relation], &text(letters));
                }
                for unwanted in unwanted {
                    match unwanted {
                        Unwanted::Row((relation, letters)) => rule.not(ids[*relation], &text(letters)),
                        Unwanted::Alike(one, other) => {
                            let (one, other) = (rule.expr(LETTERS[*one]), rule.expr(LETTERS[*other]));
                            rule.compare(one, Comparison::NotEqual, other)
                        }
                        Unwanted::Ordered(one, op, other) => {
                            let (one, other) = (rule.expr(LETTERS[*one]), rule.expr(LETTERS[*other]));
                            rule.compare(one, op.denied(), other)
                        }
                        Unwanted::Unlike(one, other) => {
                            let (one, other) = (last_bits(rule, *one), last_bits(rule, *other));
                            rule.compare(one, Comparison::Equal, other)
                        }
                    };
                }
                rule.head(&text(terms))
            });
        }
        program.finish()
    }

    /// What follows; none where that takes too many bindings.
    fn derived(&self) -> Option<[Rows; 6]> {
        let mut rows = self.given.clone();
        loop {
            let before: usize = rows.iter().map(BTreeSet::len).sum();
            for clause in &self.rules {
                let found = answers(clause, &rows)?;
                rows[clause.head.0].extend(found);
            }
            if rows.iter().map(BTreeSet::len).sum::<usize>() == before {
                return Some(rows);
            }
        }
    }
}

/// The rows that a rule derives from others.
fn answers(clause: &Clause, rows: &[Rows; 6]) -> Option<Rows> {
    let Clause { head: (_, terms), body, unwanted } = clause;
    let of_unwanted = |unwanted: &Unwanted| match unwanted {
        Unwanted::Row((_, letters)) => letters.clone(),
        Unwanted::Alike(one, other) | Unwanted::Ordered(one, _, other) | Unwanted::Unlike(one, other) => {
            vec![*one, *other]
        }
    };
    let last: BTreeSet<usize> = unwanted.iter().flat_map(of_unwanted).chain(terms.iter().copied()).collect();
    let mut bindings = BTreeSet::from([[None::<Word>; LETTERS.len()]]);
    for (at, (relation, letters)) in body.iter().enumerate() {
        let known = bindings.first().copied().unwrap_or_default();
        // Rows by the word in the first column whose letter is bound.
        let key = letters.iter().position(|&letter| known[letter].is_some());
        let mut by_key: BTreeMap<Option<Word>, Vec<&Vec<Word>>> = BTreeMap::new();
        for row in &rows[*relation] {
            by_key.entry(key.map(|column| row[column])).or_default().push(row);
        }
        let needed = |letter: usize| {
            last.contains(&letter) || body[at + 1..].iter().any(|(_, letters)| letters.contains(&letter))
        };
        let mut next = BTreeSet::new();
        for binding in &bindings {
            let key = key.and_then(|column| binding[letters[column]]);
            for row in by_key.get(&key).into_iter().flatten() {
                let mut extended = *binding;
                let mut columns = letters.iter().zip(row.iter());
                if columns.all(|(&letter, &word)| *extended[letter].get_or_insert(word) == word) {
                    (0..LETTERS.len()).filter(|&at| !needed(at)).for_each(|at| extended[at] = None);
                    next.insert(extended);
                }
            }
            if next.len() > MOST_BINDINGS {
                return None;
            }
        }
        bindings = next;
    }
    let meets = |binding: &[Option<Word>; LETTERS.len()]| {
        unwanted.iter().any(|unwanted| match unwanted {
            Unwanted::Row((relation, letters)) => {
                let row: Option<Vec<Word>> = letters.iter().map(|&letter| binding[letter]).collect();
                row.is_some_and(|row| rows[*relation].contains(&row))
            }
            Unwanted::Alike(one, other) => binding[*one] == binding[*other],
            Unwanted::Ordered(one, op, other) => is_so(binding[*one], *op, binding[*other]),
            Unwanted::Unlike(one, other) => {
                binding[*one].map(|word| word & BITS) != binding[*other].map(|word| word & BITS)
            }
        })
    };
    bindings
        .iter()
        .filter(|binding| !meets(binding))
        .map(|binding| terms.iter().map(|&letter| binding[letter]).collect())
        .collect::<Option<Rows>>()
}

/// Whether two numbers stand so to each other.
fn is_so(one: Option<Word>, op: Comparison, other: Option<Word>) -> bool {
    let (one, other) = (one.map(Word::cast_signed), other.map(Word::cast_signed));
    match op {
        Comparison::Equal => one == other,
        Comparison::NotEqual => one != other,
        Comparison::Less => one < other,
        Comparison::LessEqual => one <= other,
        Comparison::Greater => one > other,
        Comparison::GreaterEqual => one >= other,
    }
}

/// The last bits of a letter.
fn last_bits(rule: &mut RuleBuilder, letter: usize) -> Expr {
    let args = vec![rule.expr(LETTERS[letter]), Expr::Const(BITS)];
    Expr::Call { functor: Functor::BitAnd, ty: Type::Number, args }
}

fn choices() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 700..1200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn dense_relations_come_out_as_bindings_counted_one_by_one(choices in choices()) {
        let dense = dense(choices);
        let Some(expected) = dense.derived() else { return Ok(()) };
        let program = dense.program();
        let alone = |block| Tuned { block, ..Tuned::default() };
        let shared = Tuned { threads: 2, alone: 100, share: 1000, ..Tuned::default() };
        for tuned in [Tuned::default(), alone(7), alone(1), shared, eager(3, 8)] {
            let database = tuned.run(&program, facts_of(&program), &Dictionary::default(), &Guard::default());
            let database = database.map_err(|error| TestCaseError::fail(error.to_string()))?;
            for (at, expected) in expected.iter().enumerate() {
                let expected: Vec<Vec<Word>> = expected.iter().cloned().collect();
                prop_assert_eq!(sorted(&database, RelationId(at)), expected, "{:?}: {} of {:?}", tuned, at, &dense.rules);
            }
        }
    }
}

#[test]
fn random_dense_programs_are_dense() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut long = 0;
    for _ in 0..30 {
        let rows = dense(choices().new_tree(&mut runner).unwrap().current()).derived();
        long += usize::from(rows.is_some_and(|rows| rows[P].len() > VALUES * VALUES / 2));
    }
    assert!(long >= 8, "in only {long} of 30 programs half of all pairs are derived");
}
