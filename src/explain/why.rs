//! `why`: the proofs of the answers to a question of one atom.

use std::cell::RefCell;
use std::slice;

use serde::Serialize;

use super::account::Account;
use super::demand::heights_for;
use super::facts::{FactId, Facts, can_be_numbered};
use super::grounds::Grounds;
use super::heights::{Ground, atoms};
use super::proof::Proof;
use super::prover::stopped;
use super::tell::Teller;
use crate::diagnostic::{Diagnostic, Span};
use crate::engine::guard::{Halt, Progress};
use crate::evidence::Lens;
use crate::program::ir::{Arg, Expr, Literal, RelationId, Rule, Type, VarId, Variable};
use crate::program::read_by;
use crate::program::value::compare_rows;
use crate::session::{Failure, Session};
use crate::store::Word;
use crate::syntax::tree::Body;

const NOT_AN_ATOM: &str = "E0901";

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The most answers that are opened.
    pub answers: usize,
    /// The most proofs of one answer: with one, a proof of least height; with more, the smallest.
    pub proofs: usize,
    /// The most members of an aggregate.
    pub members: usize,
}

impl Default for Bounds {
    /// Five answers with one proof each, five members.
    fn default() -> Self {
        Self { answers: 5, proofs: 1, members: 5 }
    }
}

/// Why the answers to a question hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The answers opened, ordered by their values.
    pub answers: Vec<Explained>,
    /// How many answers there are.
    pub total: usize,
}

/// Why one fact holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The fact.
    pub fact: String,
    /// Its proofs in words; none only where claims are to be avoided, or where it was derived from rows that have given way.
    pub proofs: Vec<Account>,
    /// The same proofs as the checker takes them.
    #[serde(skip)]
    pub checkable: Vec<Proof>,
    /// Whether more proofs were asked for and there are no others.
    pub complete: bool,
    /// Whether what it was derived from is not all there any more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

/// Why the facts that a question's atom matches hold. With `without`, their proofs use only what is given under that lens; what they
/// say is absent is absent under the session's.
///
/// # Errors
/// The question is not one atom, or does not fit the program; or inference stopped.
pub fn why(session: &Session, body: &Body, without: Option<&Lens>, bounds: Bounds) -> Result<Why, Failure> {
    let (relation, rows) = matches(session, body)?;
    let conclusions = session.conclusions_for([relation], session.lens())?;
    let given = session.given_under(without.unwrap_or(session.lens()))?;
    let facts = Facts::new(&conclusions);
    let (program, dictionary, lowered) = (session.program(), session.dictionary(), session.lowered());
    let lens = without.unwrap_or(session.lens());
    let grounds = Grounds::new(program, lowered, lens, session.sources(), dictionary, &facts);
    let guard = session.guard();
    let progress = RefCell::new(Progress::new(&guard, 1));
    let look_at = |rows| progress.borrow_mut().look_at(rows);
    let ground = Ground { program, facts: &facts, input: &given, dictionary, look_at: &look_at };
    let members = bounds.members;
    let teller =
        Teller { program, lowered, dictionary, facts: &facts, grounds: &grounds, members, look_at: &look_at };
    let goals: Vec<FactId> =
        rows.iter().take(bounds.answers).filter_map(|row| facts.find(relation, row)).collect();
    let found = proofs(&ground, &goals, bounds.proofs).map_err(stopped)?;
    grounds.locate(session, found.iter().flat_map(|(proofs, _)| proofs));
    let is_all = without.is_none();
    let explained = goals.iter().zip(found).map(|(goal, found)| explained(&teller, *goal, found, is_all));
    let answers: Result<Vec<Explained>, Halt> = explained.collect();
    Ok(Why { answers: answers.map_err(stopped)?, total: rows.len() })
}

/// Proofs of one goal, and whether there are known to be no others.
type Proofs = (Vec<Proof>, bool);

/// The proofs of each goal: the least, or the smallest so many.
fn proofs(ground: &Ground<'_>, goals: &[FactId], most: usize) -> Result<Vec<Proofs>, Halt> {
    let heights = heights_for(ground, goals, most > 1)?;
    let of = |&goal: &FactId| {
        if most > 1 {
            let smallest = ground.smallest(&heights, goal, most)?;
            return Ok((smallest.proofs, smallest.complete));
        }
        Ok((ground.least(&heights, goal)?.into_iter().collect(), false))
    };
    goals.iter().map(of).collect()
}

/// With `is_all`, everything that was given may be used.
fn explained(
    teller: &Teller<'_>,
    goal: FactId,
    (checkable, complete): Proofs,
    is_all: bool,
) -> Result<Explained, Halt> {
    let gone = is_all && checkable.is_empty();
    let proofs: Result<Vec<Account>, Halt> = checkable.iter().map(|proof| teller.account(proof)).collect();
    Ok(Explained { fact: teller.fact(goal), proofs: proofs?, checkable, complete, gone })
}

/// The relation of the one atom that a question has, and its rows that answer the question, ordered by their values.
pub(super) fn matches(session: &Session, body: &Body) -> Result<(RelationId, Vec<Vec<Word>>), Failure> {
    let (relation, rule) = only_atom(session, body)?;
    let conclusions = session.conclusions_for(read_by(slice::from_ref(&rule)), session.lens())?;
    can_be_numbered(&conclusions)?;
    let found = session.answer(&rule, &conclusions)?;
    let declared = session.program().relations.get(relation.0);
    let types: Vec<Type> = declared.iter().flat_map(|it| &it.attributes).map(|column| column.ty).collect();
    let mut rows: Vec<Vec<Word>> = found.rows().map(<[Word]>::to_vec).collect();
    rows.sort_by(|a, b| compare_rows(&types, a, b, session.dictionary()));
    Ok((relation, rows))
}

/// The question as a rule whose head is its one atom, with the atom's relation.
///
/// # Errors
/// The question is not one atom, or does not fit the program.
pub fn only_atom(session: &Session, body: &Body) -> Result<(RelationId, Rule), Failure> {
    let (_, query) = session.checked(body)?;
    let [rule] = query.rules.as_slice() else { return Err(not_an_atom(body)) };
    let mut positive = atoms(&rule.body);
    let (Some((at, atom)), None) = (positive.next(), positive.next()) else { return Err(not_an_atom(body)) };
    let relation = atom.relation;
    let mut rule = rule.clone();
    let declared = session.program().relations.get(relation.0);
    let types: Vec<Type> = declared.iter().flat_map(|it| &it.attributes).map(|column| column.ty).collect();
    let mut args = atom.args.clone();
    for (arg, ty) in args.iter_mut().zip(types) {
        if *arg == Arg::Wildcard {
            *arg = Arg::Var(VarId(rule.variables.len()));
            rule.variables.push(Variable { name: "_".into(), ty });
        }
    }
    let term = |arg: &Arg| match arg {
        Arg::Var(variable) => Some(Expr::Var(*variable)),
        Arg::Const(word) => Some(Expr::Const(*word)),
        Arg::Wildcard => None,
    };
    rule.head_terms = args.iter().filter_map(term).collect();
    if let Some(Literal::Atom(atom)) = rule.body.get_mut(at) {
        atom.args = args;
    }
    Ok((relation, rule))
}

fn not_an_atom(body: &Body) -> Failure {
    let mut spans = body.alternatives.iter().flatten().map(|literal| literal.span);
    let first = spans.next().unwrap_or_default();
    let span = spans.fold(first, Span::to);
    Diagnostic::error(
        NOT_AN_ATOM,
        "one atom is expected",
        span,
        "conditions may stand beside it, another atom may not",
    )
    .into()
}
