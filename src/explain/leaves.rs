//! What a conclusion rests on in the end: the given facts at the leaves of a proof of least height, and what had to be absent.
//!
//! Many conclusions are explained at once, over one count of heights. How the parts are told is not decided here.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::account::Ground;
use super::demand::heights_for;
use super::facts::{FactId, Facts};
use super::grounds::Grounds;
use super::heights::{Ground as Field, atoms};
use super::phrase::Phrases;
use super::proof::{Application, Proof, Reason};
use super::prover::stopped;
use super::walk::pattern;
use crate::engine::guard::{Halt, Progress};
use crate::evidence::Lens;
use crate::program::ir::{Atom, Literal, RelationId};
use crate::session::{Failure, Session};
use crate::store::Word;

/// What one conclusion rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaves {
    /// The given facts, each once, in the order of the proof.
    pub given: Vec<Leaf>,
    /// What was looked for and not found, each once.
    pub absent: Vec<Pattern>,
    /// What aggregates looked at, each once: their results rest on every row of these values.
    pub aggregated: Vec<Pattern>,
    /// The rules applied, by their places in the program.
    pub rules: BTreeSet<usize>,
}

/// A given fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Of which relation.
    pub relation: RelationId,
    /// The relation that programs name: another where this one holds the facts of some certainty.
    pub base: RelationId,
    /// Its values.
    pub row: Vec<Word>,
    /// As a program writes it.
    pub fact: String,
    /// Where it comes from.
    pub grounds: Vec<Ground>,
}

/// Every row of these values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Of which relation.
    pub relation: RelationId,
    /// The values; any where there is none.
    pub values: Vec<Option<Word>>,
}

/// A fact by its relation and values.
pub type Goal<'g> = (RelationId, &'g [Word]);

/// What each of these facts rests on under a lens; nothing for what does not hold there.
///
/// # Errors
/// As [`Session::conclusions_under`].
pub fn leaves(session: &Session, lens: &Lens, goals: &[Goal<'_>]) -> Result<Vec<Leaves>, Failure> {
    let conclusions = session.conclusions_for(goals.iter().map(|(relation, _)| *relation), lens)?;
    let given = session.given_under(lens)?;
    let facts = Facts::new(&conclusions);
    let (program, dictionary, lowered) = (session.program(), session.dictionary(), session.lowered());
    let grounds = Grounds::new(program, lowered, lens, session.sources(), dictionary, &facts);
    let guard = session.guard();
    let progress = RefCell::new(Progress::new(&guard, 1));
    let look_at = |rows| progress.borrow_mut().look_at(rows);
    let field = Field { program, facts: &facts, input: &given, dictionary, look_at: &look_at };
    let found: Vec<Option<FactId>> = goals.iter().map(|(relation, row)| facts.find(*relation, row)).collect();
    let wanted: Vec<FactId> = found.iter().flatten().copied().collect();
    let reader = Reader { session, grounds: &grounds };
    let proofs = || -> Result<Vec<Option<Proof>>, Halt> {
        let heights = heights_for(&field, &wanted, false)?;
        found.iter().map(|fact| fact.map_or(Ok(None), |fact| field.least(&heights, fact))).collect()
    };
    let proofs = proofs().map_err(stopped)?;
    grounds.locate(session, proofs.iter().flatten());
    Ok(proofs
        .iter()
        .map(|proof| proof.as_ref().map(|proof| reader.read(proof)).unwrap_or_default())
        .collect())
}

/// Reads the leaves off proofs.
struct Reader<'a> {
    session: &'a Session,
    grounds: &'a Grounds<'a>,
}

impl Reader<'_> {
    fn read(&self, proof: &Proof) -> Leaves {
        let phrases = Phrases { program: self.session.program(), dictionary: self.session.dictionary() };
        let mut leaves = Leaves::default();
        for step in &proof.steps {
            match &step.reason {
                Reason::Given => leaves.given.push(Leaf {
                    relation: step.relation,
                    base: self.grounds.plain(step.relation),
                    row: step.row.clone(),
                    fact: phrases.fact(step.relation, &step.row),
                    grounds: self.grounds.of(step.relation, &step.row),
                }),
                Reason::Rule(application) => self.conditions(application, &mut leaves),
            }
        }
        leaves
    }

    /// What the conditions of a rule applied looked at without a fact that proves them.
    fn conditions(&self, application: &Application, leaves: &mut Leaves) {
        leaves.rules.insert(application.rule);
        let pattern = |atom: &Atom| Pattern {
            relation: atom.relation,
            values: pattern(&atom.args, &application.bindings),
        };
        let body = self.session.program().rules.get(application.rule).map(|rule| &rule.body);
        for literal in body.into_iter().flatten() {
            match literal {
                Literal::Negation(atom) => add(pattern(atom), &mut leaves.absent),
                Literal::Aggregate(aggregate) => {
                    atoms(&aggregate.body).for_each(|(_, atom)| add(pattern(atom), &mut leaves.aggregated));
                }
                _ => {}
            }
        }
    }
}

fn add(pattern: Pattern, patterns: &mut Vec<Pattern>) {
    if !patterns.contains(&pattern) {
        patterns.push(pattern);
    }
}

/// A fact as a program writes it.
pub fn fact(session: &Session, relation: RelationId, row: &[Word]) -> String {
    Phrases { program: session.program(), dictionary: session.dictionary() }.fact(relation, row)
}
