//! Derivation by demand: of relations that are asked for with known columns only what is asked for (magic sets).
//!
//! A program is rewritten to another that any executor runs. `withheld` says which relations have to be whole all the same,
//! `sideways` in which order a rule passes on what it knows, `opened` how its head receives what is asked, `rewrite` writes the
//! rules, `tail` finds those that ask on in the place of others. Nothing here knows when demand pays.

mod opened;
mod pattern;
mod rewrite;
mod sideways;
mod tail;
mod withheld;

use std::collections::{BTreeMap, BTreeSet};

use self::rewrite::{Asking, Question, Rewritten, Task, rewritten};
use self::withheld::{askable, is_planned, recursive};
use super::ir::{IoKind, Kind, Literal, Program, Relation, RelationId};
use super::needed::{needed, with_strata};
use super::query::Query;
use super::strata::strata;

/// With how many patterns a relation is asked for at most; what is asked in more ways is derived whole.
const PATTERNS: usize = 8;

/// A question with as much of a program as it asks for, as one program.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The relations of the program, of the question and of what is asked, in this order, with the rules that derive the answers.
    pub program: Program,
    /// The relations of the program that it takes as they are, so that all that follows of them has to be there.
    pub complete: BTreeSet<RelationId>,
    /// The relations of the program to which it adds rows, perhaps not all that follow.
    pub derived: BTreeSet<RelationId>,
}

/// The question by demand, where it, or a rule that it rests on, asks with known values for what recursion finds; else none.
///
/// The answers, among the rows of [`Query::head`], are those that the rules of the program and of the question give. `held` are
/// relations of which all that follows is there.
///
/// Relations declared `magic` are asked for like those that recursion finds, and also where rules deny them, if that leaves the program
/// strata: what is asked is then derived in a stratum below the denial.
#[must_use]
pub fn for_question(program: &Program, query: &Query, held: &BTreeSet<RelationId>) -> Option<Demand> {
    let magic: BTreeSet<RelationId> = magic(program).filter(|id| !held.contains(id)).collect();
    let with_denials = if magic.is_empty() { None } else { asked_for(program, query, held, &magic, &magic) };
    with_denials.or_else(|| asked_for(program, query, held, &magic, &BTreeSet::new()))
}

/// The relations that are declared `magic`.
pub fn magic(program: &Program) -> impl Iterator<Item = RelationId> + '_ {
    let is_declared = |relation: &Relation| relation.hints.iter().any(|hint| hint == "magic");
    let relations = program.relations.iter().enumerate();
    relations.filter(move |(_, relation)| is_declared(relation)).map(|(at, _)| RelationId(at))
}

/// The question by demand, where relations that are `deniable` are asked for also by rules that deny them.
fn asked_for(
    program: &Program,
    query: &Query,
    held: &BTreeSet<RelationId>,
    magic: &BTreeSet<RelationId>,
    deniable: &BTreeSet<RelationId>,
) -> Option<Demand> {
    let whole = joined(program, query);
    let tops: BTreeSet<usize> = (program.rules.len()..whole.rules.len()).collect();
    let roots = [query.head];
    let mut can_be_asked = askable(&whole, &roots, &tops, deniable);
    can_be_asked.retain(|id| !held.contains(id));
    let mut worthwhile = recursive(program, &can_be_asked);
    worthwhile.extend(magic);
    can_be_asked.retain(|id| !needed(program, vec![*id]).is_disjoint(&worthwhile));
    let demanded = demanded(&whole, &roots, &tops, held, deniable, can_be_asked)?;
    let asked: BTreeSet<RelationId> = demanded.questions().map(|(id, _)| *id).collect();
    let rests_on_asked = |id: &RelationId| !needed(&whole, vec![*id]).is_disjoint(&asked);
    let of_program = demanded.whole.iter().copied().filter(|id| id.0 < program.relations.len());
    let (derived, complete): (BTreeSet<_>, BTreeSet<_>) =
        of_program.partition(|id| !held.contains(id) && rests_on_asked(id));
    let is_active = |id: RelationId| derived.contains(&id) || id.0 >= program.relations.len();
    let mut program = assembled(&whole, demanded, is_active)?;
    // What is complete is settled.
    let idle = program.relations.iter_mut().enumerate().filter(|(at, _)| !is_active(RelationId(*at)));
    idle.for_each(|(_, relation)| relation.kind = Kind::Plain);
    Some(Demand { program, complete, derived })
}

/// The program so that its outputs are derived, and of the relations that are chosen only what is asked for; none where nothing is.
///
/// The relations made stand behind those of the program. Rules that are put in order by hand are left so.
#[must_use]
pub fn for_outputs_by_demand(program: &Program, is_chosen: impl Fn(&Relation) -> bool) -> Option<Program> {
    let shown = program.io.iter().filter(|io| matches!(io.kind, IoKind::Output | IoKind::Printsize));
    let roots: Vec<RelationId> = shown.map(|io| io.relation).collect();
    let tops = BTreeSet::new();
    let mut chosen = askable(program, &roots, &tops, &BTreeSet::new());
    chosen
        .retain(|id| !roots.contains(id) && is_chosen(&program.relations[id.0]) && !is_planned(program, *id));
    let demanded = demanded(program, &roots, &tops, &BTreeSet::new(), &BTreeSet::new(), chosen)?;
    let whole = demanded.whole.clone();
    assembled(program, demanded, |id| whole.contains(&id))
}

/// The program with the relations and rules of the question behind its own.
fn joined(program: &Program, query: &Query) -> Program {
    let mut joined = with_strata(program, |_| true);
    joined.relations.extend_from_slice(&query.relations);
    joined.rules.extend_from_slice(&query.rules);
    joined
}

/// The program rewritten until nothing is both asked for and derived whole; none where nothing is asked for.
fn demanded(
    program: &Program,
    roots: &[RelationId],
    tops: &BTreeSet<usize>,
    given: &BTreeSet<RelationId>,
    deniable: &BTreeSet<RelationId>,
    mut askable: BTreeSet<RelationId>,
) -> Option<Rewritten> {
    let mut tails = BTreeSet::new();
    loop {
        let done =
            rewritten(Task { program, askable: &askable, given, tops, deniable, tails: &tails }, roots);
        let mut whole: BTreeSet<RelationId> = done.whole.intersection(&askable).copied().collect();
        whole.extend(asked_too_variously(&done));
        let more = asking_on(program, &done, &askable, &tails);
        if !whole.is_empty() {
            askable.retain(|id| !whole.contains(id));
        } else if !more.is_empty() {
            tails.extend(more);
        } else {
            return Some(done).filter(|done| done.questions().next().is_some());
        }
    }
}

/// The relations that are asked for with too many patterns.
fn asked_too_variously(done: &Rewritten) -> Vec<RelationId> {
    let mut patterns: BTreeMap<RelationId, usize> = BTreeMap::new();
    done.questions().for_each(|(id, _)| *patterns.entry(*id).or_default() += 1);
    patterns.into_iter().filter(|(_, count)| *count > PATTERNS).map(|(id, _)| id).collect()
}

/// The questions in answer to which rules may ask on in the place of others: they are asked for constants only, so that there are few
/// in whose place anything is asked.
fn asking_on(
    program: &Program,
    done: &Rewritten,
    askable: &BTreeSet<RelationId>,
    tails: &BTreeSet<Question>,
) -> Vec<Question> {
    let is_fit = |question: &Question| {
        let from_itself = |asking: &Asking| asking.from.as_ref() == Some(question);
        let mut others = done.askings.iter().filter(|it| it.question == *question && !from_itself(it));
        let rules = program.rules.iter().filter(|rule| rule.head == question.0);
        let shapes: Option<Vec<tail::Shape>> =
            rules.map(|rule| tail::shape(rule, &question.1, &|id| askable.contains(&id))).collect();
        others.all(|asking| asking.is_constant)
            && shapes.is_some_and(|shapes| shapes.iter().any(|shape| shape.call.is_some()))
    };
    done.questions().filter(|question| !tails.contains(question) && is_fit(question)).cloned().collect()
}

/// The program of what was rewritten, with the rules of those relations of it that are derived; none where it has no strata.
fn assembled(program: &Program, done: Rewritten, is_active: impl Fn(RelationId) -> bool) -> Option<Program> {
    let mut assembled = with_strata(program, |_| true);
    assembled.relations.extend(done.relations);
    let mut idle = BTreeSet::new();
    for (at, rule) in assembled.rules.iter_mut().enumerate() {
        match done.changed.get(&at) {
            _ if !is_active(rule.head) => {
                // It keeps its place among the rules, and asks for nothing.
                rule.body = vec![Literal::False];
                idle.insert(at);
            }
            Some(changed) => rule.clone_from(changed),
            None => {}
        }
    }
    assembled.orders.retain(|(at, _), _| !done.changed.contains_key(at));
    assembled.rules.extend(done.rules);
    let mut cycles = Vec::new();
    assembled.strata = strata(&assembled.relations, &assembled.rules, &mut cycles);
    assembled.strata.iter_mut().for_each(|stratum| stratum.rules.retain(|at| !idle.contains(at)));
    cycles.is_empty().then_some(assembled)
}
